import { need } from '../errors.ts';
import { at, median, sum } from '../numbers.ts';
import { findRoot } from '../special/find-root.ts';

export type TauMethod = 'dersimonian-laird' | 'paule-mandel' | 'reml' | 'ml';

/** Means of clinics and their standard errors. */
export interface Means {
  readonly y: readonly number[];
  readonly s: readonly number[];
}

export interface Shrinkage {
  /** Variance of the true means over clinics, never below 0. */
  readonly tau2: number;
  readonly mu: number;
  readonly seMu: number;
  /** Cochran's Q of the unshrunken means. */
  readonly q: number;
  readonly i2Percent: number;
  /** Weight of each clinic's own mean. */
  readonly reliability: readonly number[];
  readonly shrunken: readonly number[];
  /** Standard deviations given mu and tau2. */
  readonly posteriorSd: readonly number[];
  /** Share of the seen differences that is real; below 0.5 a question is not ranked. */
  readonly rankability: number;
}

/**
 * Shrinks means towards their common mean.
 * Source: DerSimonian and Laird 1986, Paule and Mandel 1982; rankability after van Houwelingen 1999.
 * @throws StatsError `argument-invalid`: fewer than two clinics, a standard error that is not positive.
 */
export function shrinkMeans(means: Means, method: TauMethod = 'paule-mandel'): Shrinkage {
  const { y, s } = means;
  need(y.length === s.length && y.length >= 2, 'y and s need the same length, at least two');
  need(
    s.every((value) => value > 0) && y.every(Number.isFinite),
    'standard errors must be positive',
  );
  const variances = s.map((value) => value * value);
  const tau2 = TAU[method](y, variances);
  const { mu, total } = weighted(y, variances, tau2);
  const plain = weighted(y, variances, 0);
  const free = y.length - 1;
  const typical = (free * plain.total) / (plain.total ** 2 - plain.squares);
  const reliability = variances.map((value) => tau2 / (tau2 + value));
  return {
    tau2,
    mu,
    seMu: 1 / Math.sqrt(total),
    q: plain.q,
    i2Percent: (100 * tau2) / (tau2 + typical),
    reliability,
    shrunken: reliability.map((b, i) => b * at(y, i) + (1 - b) * mu),
    posteriorSd: reliability.map((b, i) => Math.sqrt(b * at(variances, i))),
    rankability: tau2 / (tau2 + median(variances)),
  };
}

/** Replies a clinic needs for a reliability, from the variance within clinics and between them. */
export function repliesNeeded(within: number, tau2: number, reliability = 0.7): number {
  need(within > 0 && tau2 >= 0, 'variances must be positive');
  return Math.ceil(((within / tau2) * reliability) / (1 - reliability));
}

interface Weighted {
  readonly mu: number;
  /** Σw, Σw², Σw³ of the weights 1/(s² + tau2). */
  readonly total: number;
  readonly squares: number;
  readonly cubes: number;
  /** Σw(y − mu)² and Σw²(y − mu)². */
  readonly q: number;
  readonly q2: number;
}

function weighted(y: readonly number[], variances: readonly number[], tau2: number): Weighted {
  const w = variances.map((value) => 1 / (value + tau2));
  const total = sum(w);
  const mu = sum(w.map((weight, i) => weight * at(y, i))) / total;
  const off = y.map((value) => (value - mu) ** 2);
  return {
    mu,
    total,
    squares: sum(w.map((weight) => weight ** 2)),
    cubes: sum(w.map((weight) => weight ** 3)),
    q: sum(w.map((weight, i) => weight * at(off, i))),
    q2: sum(w.map((weight, i) => weight ** 2 * at(off, i))),
  };
}

type Tau = (y: readonly number[], variances: readonly number[]) => number;

const derSimonianLaird: Tau = (y, variances) => {
  const { q, total, squares } = weighted(y, variances, 0);
  return Math.max(0, (q - (y.length - 1)) / (total - squares / total));
};

/** The root of a function that falls through zero as tau2 grows, or 0 when it starts below. */
function falling(
  f: (tau2: number) => readonly [value: number, slope: number],
  y: readonly number[],
): number {
  if (f(0)[0] <= 0) return 0;
  const centre = sum(y) / y.length;
  let high = Math.max(1e-12, sum(y.map((value) => (value - centre) ** 2)));
  while (f(high)[0] > 0) high *= 4;
  return findRoot(
    (tau2) => {
      const [value, slope] = f(tau2);
      return [-value, -slope];
    },
    0,
    high,
    high / y.length,
  );
}

const pauleMandel: Tau = (y, variances) =>
  falling((tau2) => {
    const { q, q2 } = weighted(y, variances, tau2);
    return [q - (y.length - 1), -q2];
  }, y);

// Both likelihoods rise where their score is positive; the slopes are those of Fisher's scoring.
const reml: Tau = (y, variances) =>
  falling((tau2) => {
    const { q2, total, squares, cubes } = weighted(y, variances, tau2);
    const information = squares - (2 * cubes) / total + (squares / total) ** 2;
    return [q2 - total + squares / total, -information];
  }, y);

const ml: Tau = (y, variances) =>
  falling((tau2) => {
    const { q2, total, squares } = weighted(y, variances, tau2);
    return [q2 - total, -squares];
  }, y);

const TAU: Readonly<Record<TauMethod, Tau>> = {
  'dersimonian-laird': derSimonianLaird,
  'paule-mandel': pauleMandel,
  reml,
  ml,
};
