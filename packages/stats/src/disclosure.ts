import { need } from './errors.ts';
import { roundHalfEven } from './numbers.ts';

/** Counts from 1 up to this are hidden. */
export const LARGEST_HIDDEN = 7;
const STEP = 5;
const HIDDEN = '*';

const isSmall = (count: number): boolean => count >= 1 && count <= LARGEST_HIDDEN;

/** A count as it may be used in a public table: to the nearest five. */
const rounded = (count: number): number => STEP * Math.round(count / STEP);

function check(count: number): void {
  need(Number.isInteger(count) && count >= 0, 'a count is a whole number from 0');
}

/**
 * A count as it may be published: 0 stays, 1 to 7 are hidden, 8 and more go to the nearest five. Totals are
 * rounded by themselves, so no second cell needs hiding.
 * @throws StatsError `argument-invalid`.
 */
export function publicCount(count: number): string {
  check(count);
  return isSmall(count) ? HIDDEN : String(rounded(count));
}

/**
 * A percentage as it may be published: hidden when either number is small or nobody answered, otherwise from
 * both rounded numbers, in whole percent (a half goes to the even number).
 * @throws StatsError `argument-invalid`.
 */
export function publicPercent(x: number, n: number): string {
  check(x);
  check(n);
  need(x <= n, 'x is larger than n');
  if (n === 0 || isSmall(n) || isSmall(x)) return HIDDEN;
  return String(roundHalfEven((100 * rounded(x)) / rounded(n)));
}

/** Whether a cell would tell what everybody in it answered. */
export const tellsOfAll = (x: number, n: number): boolean => n > 0 && (x === n || x === 0);

/** Whether two filters differ by so few people that their difference would show them. */
export const differByFew = (n: number, other: number): boolean => isSmall(Math.abs(n - other));
