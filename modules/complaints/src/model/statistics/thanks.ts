import { suppress, withSums } from './suppress.ts';

/** One month of published thanks; a null count is hidden. */
export interface ThanksMonth {
  /** `YYYY-MM` of publication. */
  readonly month: string;
  readonly count: number | null;
}

/**
 * Published thanks by month and their sum, apart from every outcome. Small counts are hidden over the one
 * table of all months, whatever part of it is asked for.
 *
 * @param period a year or a month, or all time
 */
export function thanksRows(
  months: readonly { readonly month: string; readonly count: number }[],
  cells_min: number,
  period = '',
): { total: number | null; months: ThanksMonth[] } {
  if (months.length === 0) return { total: 0, months: [] };
  const table = withSums(months.map(({ count }) => [count]));
  const hidden = suppress(table, cells_min);
  const rows = months
    .map(({ month, count }, row) => ({ month, count: hidden[row]![0] ? null : count }))
    .filter(({ month }) => month.startsWith(period));
  const is_known = period === '' ? !hidden.at(-1)![0] : rows.every(({ count }) => count !== null);
  const total = months
    .filter(({ month }) => month.startsWith(period))
    .reduce((sum, { count }) => sum + count, 0);
  return { total: is_known ? total : null, months: rows };
}
