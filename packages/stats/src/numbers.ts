import { need } from './errors.ts';

/** Element of a list that is known to be there. */
export function at(list: readonly number[], index: number): number {
  return list[index] ?? Number.NaN;
}

/** Sum with Neumaier's compensation: long lists lose nothing. */
export function sum(list: Iterable<number>): number {
  let total = 0;
  let lost = 0;
  for (const value of list) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Mean of a list; NaN when it is empty. */
export const mean = (list: readonly number[]): number => sum(list) / list.length;

/** Sample variance (n − 1); NaN below two values. */
export function variance(list: readonly number[]): number {
  if (list.length < 2) return Number.NaN;
  const centre = mean(list);
  return sum(list.map((value) => (value - centre) ** 2)) / (list.length - 1);
}

/**
 * Quantile of type 7 (linear between order statistics), as R, NumPy and spreadsheets give it.
 * @param p from 0 to 1
 * @throws StatsError `argument-invalid`: an empty list or p outside [0, 1].
 */
export function quantile(list: readonly number[], p: number): number {
  need(list.length > 0, 'an empty list has no quantile');
  need(p >= 0 && p <= 1, 'p lies outside [0, 1]');
  const sorted = list.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = at(sorted, below);
  const high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}

/** Median (type 7). */
export const median = (list: readonly number[]): number => quantile(list, 0.5);

/** Whole numbers 0 … count − 1. */
export const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Nearest whole number; a half goes to the even one. */
export function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/**
 * Ranks from 1, equal values share the mean of their ranks.
 */
export function averageRanks(list: readonly number[]): number[] {
  const order = indices(list.length).sort((a, b) => at(list, a) - at(list, b));
  const ranks = list.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to + 1 < order.length && list[order[to + 1] ?? 0] === list[order[from] ?? 0]) to += 1;
    for (let place = from; place <= to; place += 1) ranks[order[place] ?? 0] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}
