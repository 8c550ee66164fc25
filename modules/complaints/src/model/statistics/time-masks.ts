import { suppress, withSums, type Mask } from './suppress.ts';
import { cellsOf, type CountedRow } from './tables.ts';

/** What is hidden of the counts of a period: its cells and, at the end, its total. */
export type PeriodMasks = ReadonlyMap<string, readonly boolean[]>;

const sumOf = (rows: readonly (readonly number[])[]): number[] =>
  rows[0]!.map((_, column) => rows.reduce((sum, row) => sum + row[column]!, 0));

/**
 * What is hidden of each month, each year and all time ('') of one place and subject, decided together:
 * months add up to their year and years to all time, so that nothing follows from the pages of two
 * periods. Free periods would have no such order, and any two of them a difference.
 *
 * @param months all months of the place and subject, by key `YYYY-MM`
 */
export function periodMasks(months: readonly CountedRow[], cells_min: number): PeriodMasks {
  const years = [...Map.groupBy(months, ({ key }) => key.slice(0, 4))].map(([year, rows]) => ({
    year,
    rows,
    cells: sumOf(rows.map(({ counts }) => cellsOf(counts))),
  }));
  if (years.length === 0) return new Map();
  const width = years[0]!.cells.length + 1;
  let hidden: boolean[][] = years.map(() => Array.from({ length: width }, () => false));
  const masks = new Map<string, readonly boolean[]>();
  const count = (mask: Mask): number => mask.flat().filter(Boolean).length;
  for (let before = -1; before !== count(hidden);) {
    before = count(hidden);
    const none = Array.from({ length: width }, () => false);
    const above = suppress(withSums(years.map(({ cells }) => cells)), cells_min, [...hidden, none]);
    masks.set('', above.at(-1)!);
    hidden = years.map(({ year, rows }, at) => {
      const forced = [...rows.map(() => none), above[at]!];
      const table = suppress(
        withSums(rows.map(({ counts }) => cellsOf(counts))),
        cells_min,
        forced,
      );
      for (const [row, { key }] of rows.entries()) masks.set(key, table[row]!);
      masks.set(year, table.at(-1)!);
      return table.at(-1)!;
    });
  }
  return masks;
}
