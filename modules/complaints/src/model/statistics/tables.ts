import { OUTCOMES, type Outcome, type OutcomeCounts } from './outcomes.ts';
import { suppress, withSums, type Counts, type Mask } from './suppress.ts';

/** One line of a table: what it is about and how many there are of each outcome; null is hidden. */
export interface OutcomeRow {
  readonly key: string;
  readonly outcomes: Readonly<Record<Outcome, number | null>>;
  readonly total: number | null;
}

export interface CountedRow {
  readonly key: string;
  readonly counts: OutcomeCounts;
}

/** The counts in the order of `OUTCOMES`. */
export const cellsOf = (counts: OutcomeCounts): number[] =>
  OUTCOMES.map((outcome) => counts[outcome]);

const shown = (key: string, cells: readonly number[], hidden: readonly boolean[]): OutcomeRow => {
  const at = (column: number): number | null => (hidden[column] ? null : cells[column]!);
  return {
    key,
    outcomes: Object.fromEntries(
      OUTCOMES.map((outcome, column) => [outcome, at(column)]),
    ) as Record<Outcome, number | null>,
    total: at(OUTCOMES.length),
  };
};

/** The rows of a table, and what pages about single ones of them hide. */
export interface Listed {
  readonly rows: readonly CountedRow[];
  readonly hidden?: ReadonlyMap<string, readonly boolean[]> | undefined;
}

/** What at least one of the rows hides. */
export const together = (
  masks: readonly (readonly boolean[] | null | undefined)[],
): readonly boolean[] =>
  Array.from({ length: OUTCOMES.length + 1 }, (_, at) => masks.some((mask) => mask?.[at] ?? false));

/** A single row of counts with its total, as a table that `suppress` takes. */
const single = (counts: OutcomeCounts): number[][] => withSums([cellsOf(counts)]);

/**
 * Tables of one page, which all have the same row of sums: what one of them hides of it the others hide
 * too, so that nothing follows from the difference between two tables.
 *
 * @param total all that the page counts
 * @param tables their rows; a table whose rows do not add up to the total has no sums to give away
 * @param above what of this page's total other pages hide: the tables that have it for a row
 */
export function tablesOf(
  total: OutcomeCounts,
  tables: readonly Listed[],
  cells_min: number,
  above: readonly boolean[] = together([]),
): { total: OutcomeRow; tables: OutcomeRow[][] } {
  const counted: Counts[] = [
    single(total),
    ...tables.map(({ rows }) => withSums(rows.map((row) => cellsOf(row.counts)))),
  ];
  const forced: readonly Listed[] = [{ rows: [{ key: '', counts: total }] }, ...tables];
  let sums: readonly boolean[] = above;
  let masks: boolean[][][] = [];
  for (let before = -1; before !== sums.filter(Boolean).length;) {
    before = sums.filter(Boolean).length;
    masks = counted.map((table, at) => suppress(table, cells_min, forcedIn(forced[at]!, sums)));
    // Of the single row both the row and its sums are the page's total.
    const also = masks.flatMap((mask, at) => (at === 0 ? mask : [mask.at(-1)!]));
    sums = sums.map((is_hidden, column) => is_hidden || also.some((row) => row[column]));
  }
  return {
    total: shown('', [...counted[0]![0]!], sums),
    tables: tables.map(({ rows }, at) =>
      rows.map((row, line) => shown(row.key, counted[at + 1]![line]!, masks[at + 1]![line]!)),
    ),
  };
}

const forcedIn = ({ rows, hidden }: Listed, sums: readonly boolean[]): Mask => [
  ...rows.map(({ key }) => hidden?.get(key) ?? together([])),
  sums,
];

/** How a table hides one of its rows: for the page that is about this row alone. */
export function maskOf(
  rows: readonly CountedRow[],
  key: string,
  cells_min: number,
): boolean[] | undefined {
  const at = rows.findIndex((row) => row.key === key);
  if (at < 0) return undefined;
  return suppress(withSums(rows.map((row) => cellsOf(row.counts))), cells_min)[at];
}
