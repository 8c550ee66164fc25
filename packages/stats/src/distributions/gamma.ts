import { need } from '../errors.ts';
import { findRoot } from '../special/find-root.ts';
import { gammaTails } from '../special/incomplete-gamma.ts';
import { normalQuantile } from './normal.ts';

/** P(X ≤ x) of a gamma with this shape and rate 1. */
export const gammaCdf = (x: number, shape: number): number =>
  x <= 0 ? 0 : gammaTails(shape, x).lower;

/** P(X > x), exact where it is small. */
export const gammaUpper = (x: number, shape: number): number =>
  x <= 0 ? 1 : gammaTails(shape, x).upper;

/**
 * Quantile of a gamma with this shape and rate 1 (divide by the rate for another one).
 * @throws StatsError `argument-invalid`: p outside [0, 1], shape ≤ 0.
 */
export function gammaQuantile(p: number, shape: number): number {
  need(p >= 0 && p <= 1, 'p lies outside [0, 1]');
  need(shape > 0, 'shape must be positive');
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const useLower = p <= 0.5;
  const target = Math.log(useLower ? p : 1 - p);
  const f = (t: number): [number, number] => {
    const { lower, upper, slope } = gammaTails(shape, Math.exp(t));
    return useLower
      ? [Math.log(lower) - target, slope / lower]
      : [target - Math.log(upper), slope / upper];
  };
  return Math.exp(findRoot(f, -740, 709, start(p, shape)));
}

/** Logarithm of Wilson's and Hilferty's cube, which is good for all but small shapes. */
function start(p: number, shape: number): number {
  const ninth = 1 / (9 * shape);
  const cube = 1 - ninth + normalQuantile(p) * Math.sqrt(ninth);
  return cube > 0.05 ? Math.log(shape) + 3 * Math.log(cube) : Math.log(p) / shape;
}
