import { need } from '../errors.ts';
import { deviance } from './deviance.ts';
import type { Tails } from './incomplete-gamma.ts';
import { awayFromZero } from './incomplete-gamma.ts';
import { stirlingError } from './log-gamma.ts';

/**
 * Regularised incomplete beta function I_x(a, b) and its complement; the slope is x(1 − x)·density.
 * @param y 1 − x, given apart so that neither end loses digits
 * Source: DLMF 8.17.22, Lentz's evaluation.
 * @throws StatsError `argument-invalid`: a or b not positive, x outside [0, 1].
 */
export function betaTails(x: number, y: number, a: number, b: number): Tails {
  need(a > 0 && b > 0 && Number.isFinite(a + b), 'both shapes must be positive');
  need(x >= 0 && y >= 0, 'x lies outside [0, 1]');
  if (x === 0) return { lower: 0, upper: 1, slope: 0 };
  if (y === 0) return { lower: 1, upper: 0, slope: 0 };
  const slope = front(x, y, a, b);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, (slope * fraction(x, a, b)) / a);
    return { lower, upper: 1 - lower, slope };
  }
  const upper = Math.min(1, (slope * fraction(y, b, a)) / b);
  return { lower: 1 - upper, upper, slope };
}

/** x^a y^b / B(a, b). */
function front(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const exponent = deviance(a, n * x) + deviance(b, n * y);
  const correction = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return Math.sqrt((a / n) * (b / (2 * Math.PI))) * Math.exp(correction - exponent);
}

function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; ; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) <= 2 ** -52) return value;
  }
}
