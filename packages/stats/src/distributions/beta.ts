import { need } from '../errors.ts';
import { findRoot } from '../special/find-root.ts';
import { betaTails } from '../special/incomplete-beta.ts';

/** P(X ≤ x) of a beta distribution. */
export const betaCdf = (x: number, a: number, b: number): number =>
  x <= 0 ? 0 : x >= 1 ? 1 : betaTails(x, 1 - x, a, b).lower;

/** P(X > x), exact where it is small. */
export const betaUpper = (x: number, a: number, b: number): number =>
  x <= 0 ? 1 : x >= 1 ? 0 : betaTails(x, 1 - x, a, b).upper;

/** A quantile and its distance from 1, neither rounded by the other. */
export interface BetaPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Quantile of a beta distribution with its complement.
 * @throws StatsError `argument-invalid`: p outside [0, 1], a or b not positive.
 */
export function betaPoint(p: number, a: number, b: number): BetaPoint {
  need(p >= 0 && p <= 1, 'p lies outside [0, 1]');
  need(a > 0 && b > 0, 'both shapes must be positive');
  if (p === 0) return { x: 0, y: 1 };
  if (p === 1) return { x: 1, y: 0 };
  const useLower = p <= 0.5;
  const target = Math.log(useLower ? p : 1 - p);
  // Over log(x / (1 − x)) both tails have nearly straight logarithms far out, so Newton needs few steps.
  const f = (t: number): [number, number] => {
    const { lower, upper, slope } = betaTails(logistic(t), logistic(-t), a, b);
    return useLower
      ? [Math.log(lower) - target, slope / lower]
      : [target - Math.log(upper), slope / upper];
  };
  const t = findRoot(f, -708, 708, Math.log(a / b));
  return { x: logistic(t), y: logistic(-t) };
}

/** Quantile of a beta distribution; refusals as `betaPoint`. */
export const betaQuantile = (p: number, a: number, b: number): number => betaPoint(p, a, b).x;

const logistic = (t: number): number => 1 / (1 + Math.exp(-t));
