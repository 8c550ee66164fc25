import { betaPoint } from '../distributions/beta.ts';
import { zOf } from '../distributions/normal.ts';
import { need } from '../errors.ts';
import type { Interval } from './types.ts';

function check(x: number, n: number): void {
  need(n > 0 && x >= 0 && x <= n, 'x of n must be 0 ≤ x ≤ n, n > 0');
}

/**
 * Wilson's score interval of a share x of n: the default on every screen.
 * @throws StatsError `argument-invalid`.
 */
export function wilson(x: number, n: number, level = 0.95): Interval {
  check(x, n);
  const z = zOf(level);
  const half = z * Math.sqrt((x * (n - x)) / n + (z * z) / 4);
  const centre = x + (z * z) / 2;
  const whole = n + z * z;
  // At the ends the two terms are equal; their difference would leave dust.
  return [x === 0 ? 0 : (centre - half) / whole, x === n ? 1 : (centre + half) / whole];
}

/** Wilson's interval with Newcombe's continuity correction (his method 4). */
export function wilsonContinuity(x: number, n: number, level = 0.95): Interval {
  check(x, n);
  const z = zOf(level);
  const p = x / n;
  const whole = 2 * (n + z * z);
  const centre = 2 * x + z * z;
  const low = z * Math.sqrt(z * z - 2 - 1 / n + 4 * p * (n * (1 - p) + 1));
  const high = z * Math.sqrt(z * z + 2 - 1 / n + 4 * p * (n * (1 - p) - 1));
  return [
    x === 0 ? 0 : Math.max(0, (centre - 1 - low) / whole),
    x === n ? 1 : Math.min(1, (centre + 1 + high) / whole),
  ];
}

/** The exact interval of Clopper and Pearson: never covers less than its level. */
export function clopperPearson(x: number, n: number, level = 0.95): Interval {
  check(x, n);
  const tail = (1 - level) / 2;
  return [
    x === 0 ? 0 : betaPoint(tail, x, n - x + 1).x,
    // The upper end through the mirrored lower one keeps the small tail exact.
    x === n ? 1 : betaPoint(tail, n - x, x + 1).y,
  ];
}

/** Jeffreys' interval: a beta posterior with half a reply on both sides, ends at 0 of n and n of n closed. */
export function jeffreys(x: number, n: number, level = 0.95): Interval {
  check(x, n);
  const tail = (1 - level) / 2;
  return [
    x === 0 ? 0 : betaPoint(tail, x + 0.5, n - x + 0.5).x,
    x === n ? 1 : betaPoint(tail, n - x + 0.5, x + 0.5).y,
  ];
}
