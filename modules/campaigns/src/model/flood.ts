/** So many weeks say what is usual. */
export const WEEKS = 8;
const HOURS = WEEKS * 7 * 24;
const USUAL_SHARE = 0.99;

/**
 * How many filings an hour had at most in 99 of 100 hours of the last eight weeks.
 * @param counts of the hours that had any, in any order
 */
export function usualHour(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  // Hours without filings stand before all others.
  const at = Math.ceil(USUAL_SHARE * HOURS) - 1 - (HOURS - sorted.length);
  return at < 0 ? 0 : sorted[at]!;
}

/** Whether an hour is a flood: more than is usual, and at least so many. */
export const isFlood = (count: number, usual: number, least: number): boolean =>
  count >= least && count > usual;
