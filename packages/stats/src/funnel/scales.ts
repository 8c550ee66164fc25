import { need, StatsError } from '../errors.ts';
import { at, sum } from '../numbers.ts';

/** The scales on which shares and ratios are compared. */
export type ScaleKind = 'proportion_normal' | 'proportion_arcsine' | 'ratio_sqrt' | 'ratio_log';

/** Units on a scale: value, common target, standard error by chance alone. */
export interface Scaled {
  readonly target: number;
  readonly y: readonly number[];
  readonly s: readonly number[];
  /** From the scale back to shares or ratios, kept inside what is possible. */
  back(value: number): number;
}

const clip = (value: number, high: number): number => Math.min(high, Math.max(0, value));

/**
 * Puts units on a scale.
 * @param numerator poor replies, or observed counts
 * @param denominator replies, or expected counts
 * @throws StatsError `argument-invalid`: also a count of 0 on the logarithmic scale.
 */
export function toScale(
  kind: ScaleKind,
  numerator: readonly number[],
  denominator: readonly number[],
): Scaled {
  need(
    numerator.length === denominator.length && numerator.length >= 2,
    'two lists of the same length, at least two',
  );
  need(
    numerator.every((value) => value >= 0) && denominator.every((value) => value > 0),
    'numerators ≥ 0, denominators > 0',
  );
  const own = (f: (o: number, n: number) => number): number[] =>
    numerator.map((o, i) => f(o, at(denominator, i)));
  const common = sum(numerator) / sum(denominator);
  switch (kind) {
    case 'proportion_normal':
      return {
        target: common,
        y: own((o, n) => o / n),
        s: own((_, n) => Math.sqrt((common * (1 - common)) / n)),
        back: (value) => clip(value, 1),
      };
    case 'proportion_arcsine':
      return {
        target: Math.asin(Math.sqrt(common)),
        y: own((o, n) => Math.asin(Math.sqrt(o / n))),
        s: own((_, n) => 1 / (2 * Math.sqrt(n))),
        back: (value) => Math.sin(clip(value, Math.PI / 2)) ** 2,
      };
    case 'ratio_sqrt':
      return {
        target: 1,
        y: own((o, e) => Math.sqrt(o / e)),
        s: own((_, e) => 1 / (2 * Math.sqrt(e))),
        // Squared: without it the limits would belong to another picture.
        back: (value) => Math.max(0, value) ** 2,
      };
    case 'ratio_log':
      need(
        numerator.every((value) => value > 0),
        'the logarithmic scale needs counts above 0',
      );
      return {
        target: 0,
        y: own((o, e) => Math.log(o / e)),
        s: own((_, e) => 1 / Math.sqrt(e)),
        back: Math.exp,
      };
    default:
      throw new StatsError('argument-invalid', `no scale ${String(kind)}`);
  }
}
