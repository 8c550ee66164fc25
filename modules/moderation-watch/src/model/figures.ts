import { suppress, withSums } from '@otklik/complaints';
import type { Disclosure } from '@otklik/registry';
import { wilson } from '@otklik/stats';
import type { AppealRow, CountRow, PairRow } from '../store/figures.ts';
import { categoryOf, cohenKappa } from './agreement.ts';

/** A share with the range that it may truly have (95 %, Wilson). */
export interface Range {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** One row: a rule in a shift, or all of either. What is too small to be told is null. */
export interface FigureRow {
  /** The reason of a refusal, `let-out`; null of all together. */
  readonly rule: string | null;
  readonly shift: string | null;
  readonly decisions: number | null;
  readonly refusals: number | null;
  readonly refusedShare: Range | null;
  readonly appealsDecided: number | null;
  readonly appealsGranted: number | null;
  readonly judgedAgain: number | null;
  readonly agreement: Range | null;
  readonly kappa: number | null;
  readonly medianSeconds: number | null;
  readonly p90Seconds: number | null;
  /** Decisions of which nobody knows how long they took. */
  readonly unknownSeconds: number | null;
}

interface Raw {
  readonly counts: readonly CountRow[];
  readonly appeals: readonly AppealRow[];
  readonly pairs: readonly PairRow[];
}

const sumBy = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

const within = <Row extends { readonly rule: string | null; readonly shift: string | null }>(
  rows: readonly Row[],
  rule: string | null,
  shift: string | null,
): Row[] =>
  rows.filter(
    (row) => (rule === null || row.rule === rule) && (shift === null || row.shift === shift),
  );

const rangeOf = (part: number, n: number, least: number): Range | null => {
  if (n < least || n === 0) return null;
  const [low, high] = wilson(part, n);
  return { share: part / n, low, high };
};

/** A count that is shown: 0, or as many as make a cell. */
const shownCount = (n: number, cells_min: number): number | null =>
  n > 0 && n < cells_min ? null : n;

/**
 * The rows of a month: rules by shifts with their sums. A small cell hides, and as many others as it takes that
 * none follows from the rest; with a hidden count everything of its row hides.
 */
export function figureRows(
  { counts, appeals, pairs }: Raw,
  { cells_min, percentages_min }: Pick<Disclosure, 'cells_min' | 'percentages_min'>,
): FigureRow[] {
  const known = (pick: (row: CountRow) => string | null): string[] => [
    ...new Set(counts.map(pick).filter((code) => code !== null)),
  ];
  const rules = known(({ rule }) => rule).toSorted();
  const shifts = known(({ shift }) => shift).toSorted();
  if (rules.length === 0) return [];
  const at = (rule: string | null, shift: string | null) =>
    counts.find((row) => row.rule === rule && row.shift === shift);
  const table = withSums(
    rules.map((rule) => shifts.map((shift) => at(rule, shift)?.decisions ?? 0)),
  );
  const hidden = suppress(table, cells_min);
  const rowOf = (
    rule: string | null,
    shift: string | null,
    isHidden: boolean,
  ): FigureRow | null => {
    const count = at(rule, shift);
    if (!count) return null;
    const empty = {
      rule,
      shift,
      decisions: null,
      refusals: null,
      refusedShare: null,
      appealsDecided: null,
      appealsGranted: null,
      judgedAgain: null,
      agreement: null,
      kappa: null,
      medianSeconds: null,
      p90Seconds: null,
      unknownSeconds: null,
    };
    if (isHidden) return empty;
    const own = within(appeals, rule, shift);
    const judged = within(pairs, rule, shift);
    const decided = sumBy(own, (row) => row.decided);
    const n = sumBy(judged, (row) => row.n);
    const agreed = sumBy(judged, (row) => (row.agrees ? row.n : 0));
    const hasSeconds = count.known >= cells_min;
    return {
      ...empty,
      decisions: count.decisions,
      // A rule is of refusals alone or of none: there its share says nothing.
      refusals: rule === null ? shownCount(count.refusals, cells_min) : count.refusals,
      refusedShare:
        rule === null ? rangeOf(count.refusals, count.decisions, percentages_min) : null,
      appealsDecided: shownCount(decided, cells_min),
      appealsGranted:
        decided >= cells_min
          ? shownCount(
              sumBy(own, (row) => row.granted),
              cells_min,
            )
          : null,
      judgedAgain: shownCount(n, cells_min),
      agreement: rangeOf(agreed, n, percentages_min),
      // Of one rule the first said one and the same of all: chance cannot be told from agreement.
      kappa: rule === null && n >= percentages_min ? kappaOf(judged) : null,
      medianSeconds: hasSeconds ? count.median_s : null,
      p90Seconds: count.known >= percentages_min ? count.p90_s : null,
      unknownSeconds: shownCount(count.decisions - count.known, cells_min),
    };
  };
  const lines: (string | null)[] = [...rules, null];
  const columns: (string | null)[] = [...shifts, null];
  return lines.flatMap((rule, y) =>
    columns.flatMap((shift, x) => rowOf(rule, shift, hidden[y]![x]!) ?? []),
  );
}

const kappaOf = (pairs: readonly PairRow[]): number | null =>
  cohenKappa(
    pairs.map((row) => ({
      first: categoryOf({ decision: row.first, reason: row.first_reason }),
      second: categoryOf({ decision: row.second, reason: row.second_reason }),
      n: row.n,
    })),
  );
