import { binomialCdf, binomialMass, poissonCdf, poissonMass } from '../distributions/counts.ts';
import { gammaQuantile } from '../distributions/gamma.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { need } from '../errors.ts';

/** Where a discrete distribution reaches p: the smallest r with P(X ≤ r) ≥ p and how far beyond p it lies. */
export interface Reach {
  readonly r: number;
  /** (P(X ≤ r) − p) / P(X = r), from 0 to below 1. */
  readonly alpha: number;
}

export interface ProportionLimit extends Reach {
  /** (r − alpha)/n: the limit drawn. */
  readonly exact: number;
  readonly normal: number;
  readonly arcsine: number;
}

export interface RatioLimit extends Reach {
  readonly exact: number;
  readonly chiSquare: number;
  readonly logNormal: number;
  readonly squareRoot: number;
  readonly normal: number;
}

const clip = (value: number, high = 1): number => Math.min(high, Math.max(0, value));

/** Walks from a guess to the smallest r with cdf(r) ≥ p. */
function reach(
  p: number,
  guess: number,
  cdf: (r: number) => number,
  mass: (r: number) => number,
): Reach {
  let r = Math.max(0, Math.round(guess));
  while (r > 0 && cdf(r - 1) >= p) r -= 1;
  while (cdf(r) < p) r += 1;
  return { r, alpha: (cdf(r) - p) / mass(r) };
}

/**
 * Limit of a share around a target for a clinic with n replies.
 * @param p 0.025, 0.975, 0.001, 0.999 …
 * Source: Spiegelhalter 2005, appendix A.1.
 * @throws StatsError `argument-invalid`.
 */
export function proportionLimit(n: number, target: number, p: number): ProportionLimit {
  need(Number.isInteger(n) && n > 0, 'n is a whole number above 0');
  need(target > 0 && target < 1 && p > 0 && p < 1, 'target and p lie inside (0, 1)');
  const z = normalQuantile(p);
  const sd = Math.sqrt((target * (1 - target)) / n);
  const found = reach(
    p,
    clip(target + z * sd) * n,
    (r) => binomialCdf(r, n, target),
    (r) => binomialMass(r, n, target),
  );
  const angle = clip(Math.asin(Math.sqrt(target)) + z / (2 * Math.sqrt(n)), Math.PI / 2);
  return {
    ...found,
    exact: clip((found.r - found.alpha) / n),
    normal: clip(target + z * sd),
    arcsine: Math.sin(angle) ** 2,
  };
}

/**
 * Limit of observed over expected around a target ratio.
 * @throws StatsError `argument-invalid`.
 */
export function ratioLimit(expected: number, target: number, p: number): RatioLimit {
  need(expected > 0 && target > 0, 'expected and target must be positive');
  need(p > 0 && p < 1, 'p lies inside (0, 1)');
  const z = normalQuantile(p);
  const mean = expected * target;
  const found = reach(
    p,
    mean + z * Math.sqrt(mean),
    (r) => poissonCdf(r, mean),
    (r) => poissonMass(r, mean),
  );
  const root = Math.max(0, Math.sqrt(target) + z / (2 * Math.sqrt(expected)));
  return {
    ...found,
    exact: Math.max(0, (found.r - found.alpha) / expected),
    // Half a chi-square of 2k degrees is a gamma of shape k.
    chiSquare: gammaQuantile(p, p < 0.5 ? mean : mean + 1) / expected,
    logNormal: target * Math.exp(z / Math.sqrt(mean)),
    squareRoot: root * root,
    normal: Math.max(0, target + z * Math.sqrt(target / expected)),
  };
}
