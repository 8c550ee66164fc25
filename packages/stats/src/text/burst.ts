import { negativeBinomialMass, negativeBinomialUpper } from '../distributions/counts.ts';
import { need } from '../errors.ts';
import { sum } from '../numbers.ts';

export interface BurstQuestion {
  /** Mentions of the topic in each earlier period, and all comments of it. */
  readonly baselineCounts: readonly number[];
  readonly baselineTotals: readonly number[];
  readonly count: number;
  readonly total: number;
}

export interface Burst {
  readonly baselineRate: number;
  readonly expected: number;
  /** P(X ≥ count). */
  readonly upperP: number;
  /** The same less half of P(X = count): the one to adjust over topics and clinics. */
  readonly midP: number;
}

/**
 * Whether a topic is mentioned more than this clinic's own past foretells (negative binomial prediction).
 * @throws StatsError `argument-invalid`: no earlier comment.
 */
export function topicBurst({ baselineCounts, baselineTotals, count, total }: BurstQuestion): Burst {
  const [size, all] = [sum(baselineCounts) + 0.5, sum(baselineTotals)];
  need(all > 0 && total >= 0 && count >= 0, 'a baseline needs comments');
  const p = all / (all + total);
  const baselineRate = size / all;
  const upperP = total === 0 ? (count === 0 ? 1 : 0) : negativeBinomialUpper(count, size, p);
  const here = total === 0 ? (count === 0 ? 1 : 0) : negativeBinomialMass(count, size, p);
  return { baselineRate, expected: baselineRate * total, upperP, midP: upperP - here / 2 };
}
