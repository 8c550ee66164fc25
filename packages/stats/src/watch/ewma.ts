import { need } from '../errors.ts';
import { at, indices } from '../numbers.ts';

export interface EwmaAnswer {
  readonly z: readonly number[];
  readonly upper: readonly number[];
  readonly lower: readonly number[];
  readonly outside: readonly number[];
}

/**
 * Exponentially weighted mean with limits that widen to their final width.
 * @param lambda weight of the newest value, default 0.2
 * @param reach half-width in standard deviations, default 2.7
 * Source: Lucas and Saccucci 1990.
 * @throws StatsError `argument-invalid`.
 */
export function ewma(
  x: readonly number[],
  {
    mu,
    sd,
    lambda = 0.2,
    reach = 2.7,
  }: { mu: number; sd: number; lambda?: number; reach?: number },
): EwmaAnswer {
  need(lambda > 0 && lambda <= 1 && sd >= 0, 'lambda lies outside (0, 1] or sd below 0');
  let kept = mu;
  const z = x.map((value) => (kept = lambda * value + (1 - lambda) * kept));
  const half = x.map(
    (_, i) => reach * sd * Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * (i + 1)))),
  );
  return {
    z,
    upper: half.map((width) => mu + width),
    lower: half.map((width) => mu - width),
    outside: indices(x.length).filter((i) => Math.abs(at(z, i) - mu) > at(half, i)),
  };
}
