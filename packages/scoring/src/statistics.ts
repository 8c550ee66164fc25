import { wilson as interval } from '@otklik/stats';

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

/** A share in percent with its 95 % interval by Wilson. All null when there is nobody. */
export function wilson(k: number, n: number): Share {
  if (n === 0) return { share: null, low: null, high: null };
  const [low, high] = interval(k, n);
  return { share: (100 * k) / n, low: 100 * low, high: 100 * high };
}
