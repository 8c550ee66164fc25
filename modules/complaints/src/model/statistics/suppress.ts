/** A rectangle of counts: rows and columns of one table. */
export type Counts = readonly (readonly number[])[];
/** Which cells are not shown. */
export type Mask = readonly (readonly boolean[])[];

type Cell = readonly [row: number, column: number];

/**
 * The table with its sums: a column of totals at the end, a row of totals at the end.
 *
 * @param rows the cells without sums; at least one row
 */
export function withSums(rows: Counts): number[][] {
  const wide = rows.map((row) => [...row, row.reduce((sum, count) => sum + count, 0)]);
  const width = wide[0]?.length ?? 0;
  const sums = Array.from({ length: width }, (_, column) =>
    wide.reduce((sum, row) => sum + row[column]!, 0),
  );
  return [...wide, sums];
}

/**
 * Which cells of a table with sums stay hidden: counts from 1 to `cells_min` - 1, and as many others as it
 * takes that none of them follows from the rest of its row or column. In a line with anything hidden at
 * least two cells are, and without the line's sum they hold at least `cells_min` together, if the line has
 * so many. Of possible others the smallest goes first, a count of 0 last. Source: security reference, 5.
 *
 * @param table as `withSums` gives it
 * @param forced cells that another table hides already
 */
export function suppress(table: Counts, cells_min: number, forced?: Mask): boolean[][] {
  const hidden = table.map((row, at) =>
    row.map(
      (count, column) => (count > 0 && count < cells_min) || (forced?.[at]?.[column] ?? false),
    ),
  );
  const width = table[0]?.length ?? 0;
  const lines: Cell[][] = [
    ...table.map((_, row) => Array.from({ length: width }, (_none, at): Cell => [row, at])),
    ...Array.from({ length: width }, (_, at) => table.map((_row, row): Cell => [row, at])),
  ];
  for (let again = true; again;) {
    again = false;
    for (const line of lines) if (protect(table, hidden, line, cells_min)) again = true;
  }
  return hidden;
}

/** Hides one more cell of a line whose hidden ones would follow. @returns whether it did */
function protect(table: Counts, hidden: boolean[][], line: readonly Cell[], least: number) {
  const dark = line.filter(([row, column]) => hidden[row]![column]);
  if (dark.length === 0) return false;
  const of = ([row, column]: Cell): number => table[row]![column]!;
  const last = line.at(-1)!;
  const held = dark.filter((cell) => cell !== last).reduce((sum, cell) => sum + of(cell), 0);
  const is_sum_dark = dark.includes(last);
  if (dark.length > 1 && (held >= least || is_sum_dark)) return false;
  const open = line.filter(([row, column]) => !hidden[row]![column]);
  const size = (cell: Cell): number => of(cell) || Number.MAX_SAFE_INTEGER;
  const next = open.toSorted((a, b) => size(a) - size(b))[0];
  if (!next) return false;
  hidden[next[0]]![next[1]] = true;
  return true;
}
