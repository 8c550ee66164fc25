/** Quantile 0.975 of the normal distribution: 95 % intervals. */
export const Z95 = 1.959963984540054;

/** null for an empty list. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export interface Share {
  /** Percent. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * A share in percent with its 95 % interval by Wilson, without continuity correction; the ends of the scale
 * are exact. All null when there is nobody.
 */
export function wilson(k: number, n: number): Share {
  if (n === 0) return { share: null, low: null, high: null };
  const p = k / n;
  const square = Z95 ** 2;
  const centre = (p + square / (2 * n)) / (1 + square / n);
  const half = (Z95 / (1 + square / n)) * Math.sqrt((p * (1 - p)) / n + square / (4 * n ** 2));
  return {
    share: 100 * p,
    low: k === 0 ? 0 : 100 * (centre - half),
    high: k === n ? 100 : 100 * (centre + half),
  };
}
