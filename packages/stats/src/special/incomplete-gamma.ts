import { need } from '../errors.ts';
import { deviance } from './deviance.ts';
import { stirlingError } from './log-gamma.ts';

/** Both tails of a distribution, each exact where it is small, and the slope over the logarithm of x. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
  readonly slope: number;
}

const EPSILON = 2 ** -53;
const TINY = 1e-300;

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x); the slope is x·density.
 * Series below a + 1, continued fraction above, without a limit of steps (they grow as √a).
 * Source: DLMF 8.11.4 and 8.9.2.
 * @throws StatsError `argument-invalid`: a ≤ 0 or x < 0.
 */
export function gammaTails(a: number, x: number): Tails {
  need(a > 0 && Number.isFinite(a), 'shape must be positive');
  need(x >= 0, 'x is negative');
  if (x === 0) return { lower: 0, upper: 1, slope: 0 };
  if (x === Infinity) return { lower: 1, upper: 0, slope: 0 };
  // x^a e^−x / Γ(a + 1)
  const front = Math.exp(-deviance(a, x) - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);
  const slope = front * a;
  if (x < a + 1) {
    const lower = Math.min(1, front * series(a, x));
    return { lower, upper: 1 - lower, slope };
  }
  const upper = Math.min(1, slope * fraction(a, x));
  return { lower: 1 - upper, upper, slope };
}

function series(a: number, x: number): number {
  let term = 1;
  let total = 1;
  for (let n = 1; term > total * EPSILON; n += 1) {
    term *= x / (a + n);
    total += term;
  }
  return total;
}

/** Lentz's evaluation of 1/(x+1−a− 1(1−a)/(x+3−a− …)). */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; ; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / awayFromZero(numerator * d + b);
    c = awayFromZero(b + numerator / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) <= 2 * EPSILON) return value;
  }
}

export function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
