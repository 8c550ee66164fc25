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
 * so many. Of possible others the smallest goes first, a count of 0 last. See docs/decisions/0043.
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
  const rows = table.map((_, row) => Array.from({ length: width }, (_none, at): Cell => [row, at]));
  const columns = Array.from({ length: width }, (_, at) =>
    table.map((_row, row): Cell => [row, at]),
  );
  // Only lines in which something was hidden meanwhile are looked at again.
  const waiting = new Set<readonly Cell[]>([...rows, ...columns]);
  for (const line of waiting) {
    waiting.delete(line);
    const cell = toHide(table, hidden, line, cells_min);
    if (!cell) continue;
    const [row, column] = cell;
    hidden[row]![column] = true;
    waiting.add(rows[row]!).add(columns[column]!).add(line);
  }
  return hidden;
}

/** One more cell of a line whose hidden ones would follow from the rest; null when none would. */
function toHide(table: Counts, hidden: Mask, line: readonly Cell[], least: number): Cell | null {
  const last = line.at(-1);
  // A table without rows.
  if (!last) return null;
  const is_sum_dark = hidden[last[0]]![last[1]]!;
  let dark_count = 0;
  let held = 0;
  let next: Cell | null = null;
  let smallest = Infinity;
  for (const cell of line) {
    const [row, column] = cell;
    const count = table[row]![column]!;
    if (hidden[row]![column]) {
      dark_count += 1;
      if (cell !== last) held += count;
    } else {
      const size = count || Number.MAX_SAFE_INTEGER;
      if (size < smallest) [next, smallest] = [cell, size];
    }
  }
  if (dark_count === 0 || (dark_count > 1 && (held >= least || is_sum_dark))) return null;
  return next;
}
