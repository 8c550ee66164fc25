import type { Tally } from '@otklik/cases';
import { suppress, withSums } from './suppress.ts';

const TIMINGS = ['in-time', 'last-day', 'late'] as const;

/** Hides small counts of a list whose sum is shown. */
export const hideIn = (counts: readonly number[], cells_min: number): (number | null)[] => {
  const mask = suppress(withSums([counts]), cells_min)[0]!;
  return counts.map((count, at) => (mask[at] ? null : count));
};

/** Of one measure: before the last day of the term, on it, after it; null is hidden. */
export function timingsOf(
  tallies: Iterable<Tally>,
  wanted: Tally['measure'],
  cells_min: number,
): readonly (number | null)[] {
  const counts = [0, 0, 0];
  for (const { measure, timing, n } of tallies) {
    const at = TIMINGS.indexOf(timing as (typeof TIMINGS)[number]);
    if (measure === wanted && at >= 0) counts[at]! += n;
  }
  return hideIn(counts, cells_min);
}
