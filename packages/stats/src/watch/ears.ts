import { normalQuantile } from '../distributions/normal.ts';
import { need } from '../errors.ts';
import { at, mean, variance } from '../numbers.ts';

export interface EarsAnswer {
  /** Place of the first point that is judged; thresholds and alarms begin with it. */
  readonly first: number;
  readonly thresholds: readonly number[];
  readonly alarms: readonly boolean[];
}

export interface EarsOptions {
  /** Points of the baseline, default 7. */
  readonly baseline?: number;
  /** Default 0.001. */
  readonly alpha?: number;
  /** Points between baseline and judged point: 0 for C1, 2 for C2. */
  readonly lag?: number;
  /** A quiet topic must not alarm on one mention: 0.5 in use, 0 for the plain method. */
  readonly leastSd?: number;
}

/**
 * EARS: a count above mean + z·sd of the points just before it.
 * Source: Hutwagner et al. 2003.
 * @throws StatsError `argument-invalid`: a baseline below two points.
 */
export function ears(
  counts: readonly number[],
  { baseline = 7, alpha = 0.001, lag = 2, leastSd = 0 }: EarsOptions = {},
): EarsAnswer {
  need(Number.isInteger(baseline) && baseline >= 2, 'a baseline has at least two points');
  need(alpha > 0 && alpha < 1 && lag >= 0, 'alpha lies inside (0, 1), lag from 0');
  const z = -normalQuantile(alpha);
  const first = baseline + lag;
  const thresholds = counts.slice(first).map((_, i) => {
    const before = counts.slice(i, i + baseline);
    return mean(before) + z * Math.max(leastSd, Math.sqrt(variance(before)));
  });
  return {
    first,
    thresholds,
    alarms: thresholds.map((threshold, i) => at(counts, first + i) > threshold),
  };
}
