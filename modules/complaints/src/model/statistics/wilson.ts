/** A share of a count with the range it may truly have. */
export interface Share {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The 97.5 % point of the normal distribution: intervals of 95 %. */
const Z = 1.959963984540054;

/**
 * The share of `part` in `n` with its 95 % interval by Wilson's score (E. B. Wilson, 1927): honest for
 * small counts and near 0 and 1, where the usual ± leaves the possible.
 *
 * @returns null for n = 0
 */
export function wilson(part: number, n: number): Share | null {
  if (n <= 0) return null;
  const share = part / n;
  const z2 = Z * Z;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  // At 0 and n the bound is exactly the share; rounding must not put it beyond.
  return {
    share,
    low: part === 0 ? 0 : Math.max(0, middle - half),
    high: part === n ? 1 : Math.min(1, middle + half),
  };
}
