import { need } from '../errors.ts';
import { deviance } from '../special/deviance.ts';
import { betaTails } from '../special/incomplete-beta.ts';
import { gammaTails } from '../special/incomplete-gamma.ts';
import { logGamma, stirlingError } from '../special/log-gamma.ts';

// Counts may be given as any number: P(X ≤ 3.7) is P(X ≤ 3).

/** P(X ≤ x) of a binomial with n trials. */
export function binomialCdf(x: number, n: number, p: number): number {
  need(p >= 0 && p <= 1, 'p lies outside [0, 1]');
  const k = Math.floor(x);
  if (k < 0) return 0;
  if (k >= n) return 1;
  return betaTails(1 - p, p, n - k, k + 1).lower;
}

/** P(X = x) of a binomial, x a whole number. */
export function binomialMass(x: number, n: number, p: number): number {
  if (x < 0 || x > n) return 0;
  if (p === 0 || p === 1) return x === n * p ? 1 : 0;
  if (x === 0) return Math.exp(n * Math.log1p(-p));
  if (x === n) return Math.exp(n * Math.log(p));
  const exponent = deviance(x, n * p) + deviance(n - x, n * (1 - p));
  const correction = stirlingError(n) - stirlingError(x) - stirlingError(n - x);
  return Math.sqrt(n / (2 * Math.PI * x * (n - x))) * Math.exp(correction - exponent);
}

/** P(X ≤ x) of a Poisson count with this mean. */
export function poissonCdf(x: number, mean: number): number {
  need(mean >= 0, 'mean is negative');
  const k = Math.floor(x);
  return k < 0 ? 0 : gammaTails(k + 1, mean).upper;
}

/** P(X ≥ x) of a Poisson count, exact where it is small. */
export function poissonUpper(x: number, mean: number): number {
  need(mean >= 0, 'mean is negative');
  const k = Math.ceil(x);
  return k <= 0 ? 1 : gammaTails(k, mean).lower;
}

/** P(X = x) of a Poisson count, x a whole number. */
export function poissonMass(x: number, mean: number): number {
  if (x < 0) return 0;
  if (mean === 0) return x === 0 ? 1 : 0;
  if (x === 0) return Math.exp(-mean);
  return Math.exp(-deviance(x, mean) - stirlingError(x)) / Math.sqrt(2 * Math.PI * x);
}

/** P(X ≤ x) of a negative binomial: failures before `size` successes of probability `p` (size > 0, any number). */
export function negativeBinomialCdf(x: number, size: number, p: number): number {
  const k = Math.floor(x);
  return k < 0 ? 0 : betaTails(p, 1 - p, size, k + 1).lower;
}

/** P(X ≥ x) of a negative binomial, exact where it is small. */
export function negativeBinomialUpper(x: number, size: number, p: number): number {
  const k = Math.ceil(x);
  return k <= 0 ? 1 : betaTails(p, 1 - p, size, k).upper;
}

/** P(X = x) of a negative binomial, x a whole number. */
export function negativeBinomialMass(x: number, size: number, p: number): number {
  if (x < 0) return 0;
  const ways = logGamma(size + x) - logGamma(size) - logGamma(x + 1);
  return Math.exp(ways + size * Math.log(p) + x * Math.log1p(-p));
}
