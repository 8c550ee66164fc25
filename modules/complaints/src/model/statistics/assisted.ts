import type { Tally } from '@otklik/cases';
import { suppress, withSums } from './suppress.ts';
import { wilson, type Share } from './wilson.ts';

/** How messages came in: through a clerk, by channel, or by their authors' own hand. */
export const CAME = ['present', 'telephone', 'letter', 'self'] as const;
export type Came = (typeof CAME)[number];

/** One month of publication of a region; null counts are hidden. */
export interface AssistedRow {
  /** `YYYY-MM` */
  readonly month: string;
  readonly came: Readonly<Record<Came, number | null>>;
  readonly total: number | null;
}

export interface Assisted {
  readonly months: AssistedRow[];
  /** Of all published, through a clerk; null where too few or where it would show what is hidden. */
  readonly share: ({ readonly n: number } & Share) | null;
}

interface Month {
  readonly month: string;
  /** Published in it. */
  readonly total: number;
  /** The page's table of months hides the total. */
  readonly isHidden: boolean;
}

/**
 * How many published messages came through a clerk, by month. Small counts are hidden, and every total that
 * the page's own table of months hides, so that neither table tells what the other does not.
 */
export function assistedRows(
  tallies: Iterable<Tally>,
  months: readonly Month[],
  least: { readonly cells_min: number; readonly percentages_min: number },
): Assisted {
  if (months.length === 0) return { months: [], share: null };
  const rows = months.map(() => CAME.map(() => 0));
  for (const { measure, month, value, n } of tallies) {
    const row = months.findIndex((one) => one.month === month?.slice(0, 7));
    const column = CAME.indexOf(value as Came);
    if (measure === 'assisted' && row >= 0 && column >= 0) rows[row]![column]! += n;
  }
  const SELF = CAME.indexOf('self');
  for (const [row, { total }] of months.entries()) {
    const taken = rows[row]!.reduce((sum, count) => sum + count, 0);
    rows[row]![SELF] = Math.max(0, total - taken);
  }
  const table = withSums(rows);
  const forced = table.map((line, row) =>
    line.map((_, column) => column === CAME.length && (months[row]?.isHidden ?? false)),
  );
  const hidden = suppress(table, least.cells_min, forced);
  const at = (row: number, column: number): number | null =>
    hidden[row]![column] ? null : table[row]![column]!;
  const sums = table.length - 1;
  const all = at(sums, CAME.length);
  const self = at(sums, SELF);
  const share =
    all !== null && self !== null && all >= least.percentages_min ? wilson(all - self, all) : null;
  return {
    months: months.map(({ month }, row) => ({
      month,
      came: Object.fromEntries(CAME.map((came, column) => [came, at(row, column)])) as Record<
        Came,
        number | null
      >,
      total: at(row, CAME.length),
    })),
    share: share && { n: all!, ...share },
  };
}
