import { refuse } from './errors.ts';
import type { Censored } from './wait.ts';

/** A wait in days; `>90` stands for fewer places than asked, `unknown` for a source that is silent. */
export type Days = number | Censored;
export type MaybeDays = Days | 'unknown';

export const isCensored = (value: unknown): value is Censored =>
  typeof value === 'string' && /^>\d+(\.\d+)?$/.test(value);

/** The number in `>90`. */
export const horizonOf = (value: Censored): number => Number(value.slice(1));

/** Every number before every censored wait; of those the shorter horizon first. */
export function compareDays(a: Days, b: Days): number {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : horizonOf(a) - horizonOf(b);
}

/**
 * The p-th percentile by nearest rank, sorted[⌈p·n⌉ − 1]: no value is shown that was not measured.
 * @returns null for an empty list
 * @throws WaitsError `argument-invalid`: p outside (0, 1].
 */
export function nearestRank<T extends Days>(values: readonly T[], p: number): T | null {
  if (!(p > 0 && p <= 1)) throw refuse('argument-invalid', 'p lies outside (0, 1]');
  const sorted = values.toSorted(compareDays);
  // 0.55 · 20 is a rounding above 11 and must not become 12.
  return sorted[Math.max(1, Math.ceil(p * sorted.length - 1e-9)) - 1] ?? null;
}

/** The k-th smallest, or `>horizon` where there are fewer. */
export function kth(values: readonly number[], k: number, horizonDays: number): Days {
  return values.toSorted((a, b) => a - b)[k - 1] ?? `>${horizonDays}`;
}

/** part / whole, or null where there is no whole. */
export const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : part / whole;
