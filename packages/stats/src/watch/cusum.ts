import { need } from '../errors.ts';
import { at } from '../numbers.ts';

export interface CusumAnswer {
  readonly weights: readonly number[];
  /** The sum after each reply, before the reset that follows an alarm. */
  readonly path: readonly number[];
  readonly alarms: readonly number[];
}

/**
 * Sums evidence, never below 0; alarm at h and a new start from 0.
 * @throws StatsError `argument-invalid`: h is not positive.
 */
export function cusum(weights: readonly number[], h: number): CusumAnswer {
  need(h > 0, 'h must be positive');
  const path: number[] = [];
  const alarms: number[] = [];
  let evidence = 0;
  weights.forEach((weight, i) => {
    evidence = Math.max(0, evidence + weight);
    path.push(evidence);
    if (evidence < h) return;
    alarms.push(i);
    evidence = 0;
  });
  return { weights, path, alarms };
}

/** Evidence of a yes and of a no for a share p1 against p0. */
export function bernoulliWeights(
  p0: number,
  p1: number,
): { readonly yes: number; readonly no: number } {
  need(p0 > 0 && p0 < 1 && p1 > 0 && p1 < 1, 'shares lie inside (0, 1)');
  return { yes: Math.log(p1 / p0), no: Math.log((1 - p1) / (1 - p0)) };
}

/** CUSUM of yes/no replies with one common share. */
export function bernoulliCusum(
  y: readonly number[],
  p0: number,
  p1: number,
  h: number,
): CusumAnswer {
  const { yes, no } = bernoulliWeights(p0, p1);
  return cusum(
    y.map((value) => (value === 1 ? yes : no)),
    h,
  );
}

/**
 * CUSUM of yes/no replies, each with its own expected chance (Steiner 2000).
 * @param oddsRatio change of the odds to find; below 1 for improvement
 */
export function riskAdjustedCusum(
  y: readonly number[],
  p: readonly number[],
  oddsRatio: number,
  h: number,
): CusumAnswer {
  need(y.length === p.length, 'a chance a reply');
  need(oddsRatio > 0 && oddsRatio !== 1, 'an odds ratio is positive and not 1');
  const weights = y.map((value, i) => {
    const chance = at(p, i);
    return value * Math.log(oddsRatio) - Math.log1p(chance * (oddsRatio - 1));
  });
  return cusum(weights, h);
}

/** CUSUM of counts against expectations. */
export function poissonCusum(
  observed: readonly number[],
  expected: readonly number[],
  rateRatio: number,
  h: number,
): CusumAnswer {
  need(observed.length === expected.length, 'an expectation a count');
  need(rateRatio > 0 && rateRatio !== 1, 'a rate ratio is positive and not 1');
  const weights = observed.map(
    (value, i) => value * Math.log(rateRatio) - at(expected, i) * (rateRatio - 1),
  );
  return cusum(weights, h);
}

/** Running sum of expected less observed: for people to read, where the CUSUM alarms. */
export function vlad(y: readonly number[], p: readonly number[]): number[] {
  let total = 0;
  return y.map((value, i) => {
    total += at(p, i) - value;
    return total;
  });
}
