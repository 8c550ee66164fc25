import { wilson as interval } from '@otklik/stats';

/** A share of a count with the range it may truly have. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The share of `part` in `n` with its 95 % interval by Wilson's score (E. B. Wilson, 1927): honest for
 * small counts and near 0 and 1, where the usual ± leaves the possible.
 *
 * @returns null for n = 0
 */
export function wilson(part: number, n: number): Share | null {
  if (n <= 0) return null;
  const [low, high] = interval(part, n);
  return { share: part / n, low, high };
}
