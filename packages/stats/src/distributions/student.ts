import { need } from '../errors.ts';
import { betaTails } from '../special/incomplete-beta.ts';
import { betaPoint } from './beta.ts';

/** P(T ≤ t) of Student's distribution. */
export function studentCdf(t: number, df: number): number {
  need(df > 0, 'degrees of freedom must be positive');
  const whole = df + t * t;
  const beyond = betaTails(df / whole, (t * t) / whole, df / 2, 0.5).lower / 2;
  return t < 0 ? beyond : 1 - beyond;
}

/**
 * Quantile of Student's distribution.
 * @throws StatsError `argument-invalid`: p outside [0, 1], df ≤ 0.
 */
export function studentQuantile(p: number, df: number): number {
  need(p >= 0 && p <= 1, 'p lies outside [0, 1]');
  need(df > 0, 'degrees of freedom must be positive');
  if (p > 0.5) return -studentQuantile(1 - p, df);
  if (p === 0.5) return 0;
  const { x, y } = betaPoint(2 * p, df / 2, 0.5);
  return -Math.sqrt((df * y) / x);
}
