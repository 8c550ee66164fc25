import { need } from '../errors.ts';
import type { Interval } from '../intervals/types.ts';

/**
 * Stars by published cut points, as a range while the interval crosses a cut ("3 to 4"). Cut points are fixed:
 * no share of clinics is forced into any of them.
 * @param cuts rising scores at which 2, 3, 4 … stars begin
 * @throws StatsError `argument-invalid`: cut points out of order.
 */
export function starRange(
  [low, high]: Interval,
  cuts: readonly number[],
): readonly [low: number, high: number] {
  need(
    cuts.every((cut, i) => i === 0 || cut > (cuts[i - 1] ?? -Infinity)),
    'cut points must rise',
  );
  const stars = (score: number): number => 1 + cuts.filter((cut) => score >= cut).length;
  return [stars(low), stars(high)];
}
