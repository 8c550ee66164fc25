import { gammaQuantile } from '../distributions/gamma.ts';
import { zOf } from '../distributions/normal.ts';
import { need } from '../errors.ts';
import type { Interval } from './types.ts';

/**
 * Garwood's exact interval of a Poisson count.
 * @throws StatsError `argument-invalid`: a negative count.
 */
export function garwood(count: number, level = 0.95): Interval {
  need(count >= 0, 'a count is never negative');
  const tail = (1 - level) / 2;
  return [count === 0 ? 0 : gammaQuantile(tail, count), gammaQuantile(1 - tail, count + 1)];
}

/** Byar's approximation of it; the lower end may fall a little below zero at a high level. */
export function byar(count: number, level = 0.95): Interval {
  need(count >= 0, 'a count is never negative');
  const z = zOf(level);
  const end = (of: number, sign: 1 | -1): number =>
    of * (1 - 1 / (9 * of) + (sign * z) / (3 * Math.sqrt(of))) ** 3;
  return [count === 0 ? 0 : end(count, -1), end(count + 1, 1)];
}
