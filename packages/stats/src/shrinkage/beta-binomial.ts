import { betaPoint, betaUpper } from '../distributions/beta.ts';
import { need } from '../errors.ts';
import type { Interval } from '../intervals/types.ts';
import { at, sum } from '../numbers.ts';
import { digamma, logChoose, logGamma, trigamma } from '../special/log-gamma.ts';
import { climb } from './climb.ts';

/** x poor answers of n, one entry a clinic. */
export interface Shares {
  readonly x: readonly number[];
  readonly n: readonly number[];
}

/** Beta distribution of the true shares over clinics. */
export interface BetaPrior {
  readonly alpha: number;
  readonly beta: number;
}

export interface BetaMoments {
  readonly mu: number;
  readonly sigma2: number;
  /** alpha + beta; null when the clinics differ no more than chance: pool them. */
  readonly m: number | null;
  readonly prior: BetaPrior | null;
}

function check({ x, n }: Shares): void {
  need(x.length === n.length && x.length >= 2, 'x and n need the same length, at least two');
  need(
    x.every((value, i) => value >= 0 && value <= at(n, i) && at(n, i) > 0),
    'each x must be 0 ≤ x ≤ n, n > 0',
  );
}

/**
 * Prior by Kleinman's moments; also the start of the likelihood's search.
 * @throws StatsError `argument-invalid`.
 */
export function betaMoments(shares: Shares): BetaMoments {
  check(shares);
  const { x, n } = shares;
  const whole = sum(n);
  const mu = sum(x) / whole;
  const spread = sum(x.map((value, i) => at(n, i) * (value / at(n, i) - mu) ** 2));
  const free = x.length - 1;
  const sigma2 =
    (spread - free * mu * (1 - mu)) / (whole - sum(n.map((size) => size * size)) / whole - free);
  if (!(sigma2 > 0)) return { mu, sigma2, m: null, prior: null };
  const m = (mu * (1 - mu)) / sigma2 - 1;
  // Clinics of which each answered all one way differ more than any beta distribution allows.
  const prior = m > 0 ? { alpha: mu * m, beta: (1 - mu) * m } : null;
  return { mu, sigma2, m, prior };
}

/** Beta-binomial log-likelihood of a prior, binomial coefficients included. */
export function betaBinomialLogLikelihood({ x, n }: Shares, { alpha, beta }: BetaPrior): number {
  const base = logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta);
  return sum(
    x.map((value, i) => {
      const size = at(n, i);
      return (
        logChoose(size, value) +
        base +
        logGamma(alpha + value) +
        logGamma(beta + size - value) -
        logGamma(alpha + beta + size)
      );
    }),
  );
}

/** A prior worth more replies than this says that clinics are one; one worth less, that they have nothing in common. */
const LARGEST_PRIOR = 1e7;
const SMALLEST_PRIOR = 1e-6;

/**
 * Prior of greatest likelihood; null when it would let the clinics differ by nothing at all: pool them.
 * @throws StatsError `argument-invalid`, `no-convergence`.
 */
export function fitBeta(shares: Shares): BetaPrior | null {
  const moments = betaMoments(shares);
  const { mu, prior } = moments;
  if (mu <= 0 || mu >= 1) return null;
  const { x, n } = shares;
  const count = x.length;
  const surface = (u: number, v: number) => {
    const [alpha, beta] = [Math.exp(u), Math.exp(v)];
    const whole = alpha + beta;
    let [a1, b1] = [
      count * (digamma(whole) - digamma(alpha)),
      count * (digamma(whole) - digamma(beta)),
    ];
    let [a2, b2, ab] = [-count * trigamma(alpha), -count * trigamma(beta), count * trigamma(whole)];
    x.forEach((value, i) => {
      const size = at(n, i);
      const all = digamma(whole + size);
      a1 += digamma(alpha + value) - all;
      b1 += digamma(beta + size - value) - all;
      a2 += trigamma(alpha + value);
      b2 += trigamma(beta + size - value);
      ab -= trigamma(whole + size);
    });
    // From alpha and beta to their logarithms.
    return {
      value: betaBinomialLogLikelihood(shares, { alpha, beta }),
      gradient: [alpha * a1, beta * b1] as const,
      curvature: [
        alpha * alpha * (a2 + ab) + alpha * a1,
        alpha * beta * ab,
        beta * beta * (b2 + ab) + beta * b1,
      ] as const,
    };
  };
  const worth = moments.m === null ? 1000 : 1;
  const start = prior ?? { alpha: mu * worth, beta: (1 - mu) * worth };
  const top = climb(surface, [Math.log(start.alpha), Math.log(start.beta)]);
  const found = top && { alpha: Math.exp(top[0]), beta: Math.exp(top[1]) };
  if (found && found.alpha + found.beta <= LARGEST_PRIOR) return found;
  // Without a top the likelihood rises towards one of two ends: clinics that are all alike, or not at all.
  const apart = { alpha: mu * SMALLEST_PRIOR, beta: (1 - mu) * SMALLEST_PRIOR };
  const alike = { alpha: mu * LARGEST_PRIOR, beta: (1 - mu) * LARGEST_PRIOR };
  const [low, high] = [apart, alike].map((end) => betaBinomialLogLikelihood(shares, end));
  return (low ?? 0) > (high ?? 0) ? apart : null;
}

export interface SharePosterior {
  readonly shrunken: number;
  /** B = n / (n + alpha + beta): also the reliability of the clinic's own share. */
  readonly weight: number;
  readonly interval: Interval;
  readonly alpha: number;
  readonly beta: number;
}

/** What is believed of one clinic after x of n: the prior's view where n is small, its own where it is large. */
export function sharePosterior(
  x: number,
  n: number,
  prior: BetaPrior,
  level = 0.95,
): SharePosterior {
  need(n >= 0 && x >= 0 && x <= n, 'x of n must be 0 ≤ x ≤ n');
  const [alpha, beta] = [prior.alpha + x, prior.beta + n - x];
  const tail = (1 - level) / 2;
  return {
    shrunken: alpha / (alpha + beta),
    weight: n / (n + prior.alpha + prior.beta),
    interval: [betaPoint(tail, alpha, beta).x, betaPoint(tail, beta, alpha).y],
    alpha,
    beta,
  };
}

/** Probability that the clinic's true share is above a limit. */
export const shareAbove = ({ alpha, beta }: SharePosterior, limit: number): number =>
  betaUpper(limit, alpha, beta);
