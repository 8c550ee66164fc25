import { REJECTION_REASONS, type Tally } from '@otklik/cases';
import { suppress, withSums } from './suppress.ts';

/**
 * Why messages were never published: a moderator's reasons, an author's silence when asked to mend, and
 * the author's own word.
 */
export const UNPUBLISHED_REASONS = [...REJECTION_REASONS, 'no-reply', 'withdrawn'] as const;
export type UnpublishedReason = (typeof UNPUBLISHED_REASONS)[number];

/** One month of a region; null counts are hidden. */
export interface UnpublishedRow {
  /** `YYYY-MM` of the refusal or the withdrawal. */
  readonly month: string;
  readonly reasons: Readonly<Record<UnpublishedReason, number | null>>;
  readonly total: number | null;
}

/**
 * The messages of a region that were never published, by month and reason. Small counts are hidden over the
 * one table of all months, whatever part of it is asked for: no two pages differ by what they hide.
 *
 * @param period a year or a month, or all time
 */
export function unpublishedRows(
  tallies: Iterable<Tally>,
  cells_min: number,
  period = '',
): UnpublishedRow[] {
  const months = new Map<string, number[]>();
  for (const { measure, month, value, n } of tallies) {
    if (measure !== 'refused' || month === null) continue;
    const key = month.slice(0, 7);
    const line = months.get(key) ?? UNPUBLISHED_REASONS.map(() => 0);
    months.set(key, line);
    const at = UNPUBLISHED_REASONS.indexOf(value as UnpublishedReason);
    // A reason of former rules counts among the others.
    line[at < 0 ? UNPUBLISHED_REASONS.indexOf('other') : at]! += n;
  }
  const keys = [...months.keys()].toSorted();
  if (keys.length === 0) return [];
  const table = withSums(keys.map((key) => months.get(key)!));
  const hidden = suppress(table, cells_min);
  const at = (row: number, column: number): number | null =>
    hidden[row]![column] ? null : table[row]![column]!;
  return keys
    .map((month, row) => ({
      month,
      reasons: Object.fromEntries(
        UNPUBLISHED_REASONS.map((reason, column) => [reason, at(row, column)]),
      ) as Record<UnpublishedReason, number | null>,
      total: at(row, UNPUBLISHED_REASONS.length),
    }))
    .filter(({ month }) => month.startsWith(period));
}
