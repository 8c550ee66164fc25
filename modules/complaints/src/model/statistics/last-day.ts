import { wilson } from './wilson.ts';

/** How many of so many came on the last day of their term, with the 95 % interval (Wilson). */
export interface LastDay {
  readonly n: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Answers heaped on the last day are shown: whoever always answers then has found out how long the term is.
 *
 * @param timings before the last day, on it, after it; null where hidden
 * @param percentages_min from how many on a share is shown
 * @returns null when a count is hidden, so that the share gives none away, or there are too few
 */
export function lastDayShare(
  timings: readonly (number | null)[],
  percentages_min: number,
): LastDay | null {
  if (timings.some((count) => count === null)) return null;
  const n = timings.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  if (n === 0 || n < percentages_min) return null;
  return { n, ...wilson(timings[1]!, n)! };
}
