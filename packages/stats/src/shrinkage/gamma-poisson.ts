import { negativeBinomialUpper, poissonMass, poissonUpper } from '../distributions/counts.ts';
import { gammaQuantile, gammaUpper } from '../distributions/gamma.ts';
import { need } from '../errors.ts';
import type { Interval } from '../intervals/types.ts';
import { at, mean, sum } from '../numbers.ts';
import { digamma, logGamma, trigamma } from '../special/log-gamma.ts';
import { climb } from './climb.ts';

/** Complaints and how many were to be expected, one entry a doctor or clinic. */
export interface Rates {
  readonly count: readonly number[];
  readonly expected: readonly number[];
}

/** Gamma distribution of the true rates over units. */
export interface GammaPrior {
  readonly shape: number;
  readonly rate: number;
}

export interface GammaMoments {
  /** Σ count / Σ expected. */
  readonly m: number;
  readonly s2: number;
  readonly between: number;
  /** Null when the units differ no more than chance. */
  readonly prior: GammaPrior | null;
}

function check({ count, expected }: Rates): void {
  need(
    count.length === expected.length && count.length >= 2,
    'as many counts as expectations, at least two',
  );
  need(
    count.every((value) => value >= 0) && expected.every((value) => value > 0),
    'counts ≥ 0, expected > 0',
  );
}

/**
 * Prior by Marshall's moments.
 * @throws StatsError `argument-invalid`.
 */
export function gammaMoments(rates: Rates): GammaMoments {
  check(rates);
  const { count, expected } = rates;
  const whole = sum(expected);
  const m = sum(count) / whole;
  const s2 = sum(count.map((x, i) => at(expected, i) * (x / at(expected, i) - m) ** 2)) / whole;
  const between = s2 - m / mean(expected);
  const prior = between > 0 && m > 0 ? { shape: (m * m) / between, rate: m / between } : null;
  return { m, s2, between, prior };
}

/** Negative binomial log-likelihood of a prior. */
export function gammaPoissonLogLikelihood(rates: Rates, { shape, rate }: GammaPrior): number {
  return sum(
    rates.count.map((x, i) => {
      const e = at(rates.expected, i);
      const ways = logGamma(shape + x) - logGamma(shape) - logGamma(x + 1);
      // log(b/(b+E)) loses digits for large b unless written with log1p.
      const none = -shape * Math.log1p(e / rate);
      return ways + none + (x === 0 ? 0 : x * Math.log(e / (rate + e)));
    }),
  );
}

/**
 * Prior of greatest likelihood; null when it would let the units differ by nothing at all.
 * @throws StatsError `argument-invalid`, `no-convergence`.
 */
export function fitGamma(rates: Rates): GammaPrior | null {
  const { m, prior } = gammaMoments(rates);
  if (m === 0) return null;
  const surface = (u: number, v: number) => {
    const [a, b] = [Math.exp(u), Math.exp(v)];
    let [da, db, daa, dab, dbb] = [0, 0, 0, 0, 0];
    rates.count.forEach((x, i) => {
      const e = at(rates.expected, i);
      da += digamma(a + x) - digamma(a) - Math.log1p(e / b);
      daa += trigamma(a + x) - trigamma(a);
      db += a / b - (a + x) / (b + e);
      dab += 1 / b - 1 / (b + e);
      dbb += (a + x) / (b + e) ** 2 - a / (b * b);
    });
    return {
      value: gammaPoissonLogLikelihood(rates, { shape: a, rate: b }),
      gradient: [a * da, b * db] as const,
      curvature: [a * a * daa + a * da, a * b * dab, b * b * dbb + b * db] as const,
    };
  };
  const start = prior ?? { shape: 100, rate: 100 / m };
  const top = climb(surface, [Math.log(start.shape), Math.log(start.rate)]);
  if (!top || Math.exp(top[0]) > 1e7) return null;
  return { shape: Math.exp(top[0]), rate: Math.exp(top[1]) };
}

export interface RatePosterior {
  /** Shrunken rate: how many times as many as expected. */
  readonly rate: number;
  readonly interval: Interval;
  /** Probability that the true rate is above a limit. */
  above(limit: number): number;
}

/** What is believed of one unit after `count` where `expected` were to be expected. */
export function ratePosterior(
  count: number,
  expected: number,
  prior: GammaPrior,
  level = 0.95,
): RatePosterior {
  need(count >= 0 && expected >= 0, 'count and expected are never negative');
  const [shape, rate] = [prior.shape + count, prior.rate + expected];
  const tail = (1 - level) / 2;
  return {
    rate: shape / rate,
    interval: [gammaQuantile(tail, shape) / rate, gammaQuantile(1 - tail, shape) / rate],
    above: (limit) => gammaUpper(limit * rate, shape),
  };
}

/** P(X ≥ count) if the unit's rate were exactly the common one. Flags too many among units that differ. */
export const poissonTail = (count: number, expected: number, rate: number): number =>
  poissonUpper(count, expected * rate);

/** The same with half of P(X = count): fair for counts when many are judged together. */
export const poissonMidP = (count: number, expected: number, rate: number): number =>
  poissonUpper(count, expected * rate) - poissonMass(count, expected * rate) / 2;

/** P(X ≥ count) for an ordinary unit, whose own rate is drawn from the prior: the one to single out by. */
export const ordinaryTail = (count: number, expected: number, prior: GammaPrior): number =>
  negativeBinomialUpper(count, prior.shape, prior.rate / (prior.rate + expected));
