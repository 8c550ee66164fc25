import { need } from '../errors.ts';
import { findRoot } from '../special/find-root.ts';
import { gammaTails } from '../special/incomplete-gamma.ts';

/** P(Z ≤ x) of the standard normal, exact in both tails. */
export function normalCdf(x: number): number {
  const tails = gammaTails(0.5, (x * x) / 2);
  return x < 0 ? tails.upper / 2 : 0.5 + tails.lower / 2;
}

/** Density of the standard normal. */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The z with P(Z ≤ z) = p; ±Infinity at the ends.
 * @throws StatsError `argument-invalid`: p outside [0, 1].
 */
export function normalQuantile(p: number): number {
  need(p >= 0 && p <= 1, 'p lies outside [0, 1]');
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  if (p === 0.5) return 0;
  const target = Math.log(p);
  const f = (x: number): [number, number] => {
    const below = normalCdf(x);
    return [Math.log(below) - target, normalDensity(x) / below];
  };
  // P(Z ≤ −s) < e^(−s²/2), so the start lies left of the root of a concave function: Newton never overshoots.
  return findRoot(f, -40, 0, -Math.sqrt(-2 * target));
}

const LEVELS_MAX = 100;
const found = new Map<number, number>();

/** The z of a two-sided interval: 1.96 for a level of 0.95. Pages ask for the same few levels thousands of times. */
export function zOf(level: number): number {
  const known = found.get(level);
  if (known !== undefined) return known;
  need(level > 0 && level < 1, 'level lies outside (0, 1)');
  const z = -normalQuantile((1 - level) / 2);
  if (found.size < LEVELS_MAX) found.set(level, z);
  return z;
}
