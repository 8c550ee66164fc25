import { zOf } from '../distributions/normal.ts';
import { studentQuantile } from '../distributions/student.ts';
import { need } from '../errors.ts';
import { mean, variance } from '../numbers.ts';
import type { Interval } from './types.ts';

export interface MeanInterval {
  readonly mean: number;
  readonly sd: number;
  readonly se: number;
  readonly interval: Interval;
}

/**
 * Mean with Student's interval.
 * @throws StatsError `argument-invalid`: fewer than two values.
 */
export function meanInterval(values: readonly number[], level = 0.95): MeanInterval {
  need(values.length >= 2, 'an interval of a mean needs two values');
  const centre = mean(values);
  const sd = Math.sqrt(variance(values));
  const se = sd / Math.sqrt(values.length);
  const half = -studentQuantile((1 - level) / 2, values.length - 1) * se;
  return { mean: centre, sd, se, interval: [centre - half, centre + half] };
}

export interface NetPromoters {
  /** Percent promoters less percent detractors. */
  readonly nps: number;
  readonly se: number;
  /** Normal interval, not clipped to ±100. */
  readonly interval: Interval;
}

/**
 * Net promoter score with its interval, without which it is never shown.
 * @throws StatsError `argument-invalid`: no reply.
 */
export function netPromoters(
  { promoters, passives, detractors }: Record<'promoters' | 'passives' | 'detractors', number>,
  level = 0.95,
): NetPromoters {
  const n = promoters + passives + detractors;
  need(n > 0, 'no reply');
  const [up, down] = [promoters / n, detractors / n];
  const nps = 100 * (up - down);
  const se = 100 * Math.sqrt(Math.max(0, up + down - (up - down) ** 2) / n);
  const half = zOf(level) * se;
  return { nps, se, interval: [nps - half, nps + half] };
}
