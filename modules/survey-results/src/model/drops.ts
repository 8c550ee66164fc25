import { normalQuantile } from '@otklik/stats';
import { effectiveN, varianceOf, type Sums } from './figures.ts';

/**
 * Which scale of a questionnaire says something of which category of topics. What no category is about (how somebody
 * was treated by a doctor) is no evidence of a cause: nobody could join messages to it.
 */
export interface DropCause {
  readonly item: string;
  readonly cause: string;
  /** From which day on, `YYYY-MM-DD`. */
  readonly from: string;
}

export const DROP_CAUSES: readonly DropCause[] = [
  { item: 'building', cause: 'facilities', from: '2026-01-01' },
  { item: 'place', cause: 'children', from: '2026-01-01' },
  { item: 'with-child', cause: 'children', from: '2026-01-01' },
];

/** Whole months that are looked at, and those before them that they are compared with. */
export const RECENT_months = 3;
export const EARLIER_months = 12;
/** A smaller fall, in points of a hundred, is nothing to make a plan about. */
export const LEAST_FALL = 5;
/** Every night every clinic is looked at: by chance alone one look in a thousand may show a fall. */
const FAR = normalQuantile(0.999);
const Z = normalQuantile(0.975);

export interface Window {
  readonly before: Sums;
  readonly after: Sums;
}

/** A fall of a place's mark, in points of a hundred. */
export interface Drop {
  readonly before: number;
  readonly after: number;
  /** By how much, with its 95 % interval. */
  readonly fall: number;
  readonly low: number;
  readonly high: number;
}

const meanOf = (sums: Sums): number => sums.sum / sums.weight;

/**
 * Whether a place's mark fell by more than chance and more than it fell everywhere: a winter of influenza is no cause
 * of one clinic. How much people differ is taken from the whole region, since that of ten answers is mostly chance.
 * Null where it did not, or where either window has fewer answers than may be shown.
 * @param points the lowest and the highest of the scale
 * @param n_min answers that a window must have
 */
export function dropOf(
  place: Window,
  region: Window,
  [lowest, highest]: readonly [number, number],
  n_min: number,
): Drop | null {
  if (place.before.n < n_min || place.after.n < n_min) return null;
  const variance = varianceOf(region.after);
  if (variance === null || region.before.n < n_min) return null;
  const worth = 100 / (highest - lowest);
  const hundred = (sums: Sums): number => worth * (meanOf(sums) - lowest);
  const error =
    worth * Math.sqrt(variance * (1 / effectiveN(place.before) + 1 / effectiveN(place.after)));
  const fall = hundred(place.before) - hundred(place.after);
  const everywhere = Math.max(0, hundred(region.before) - hundred(region.after));
  const own = fall - everywhere;
  if (own < LEAST_FALL || own - FAR * error <= 0) return null;
  return {
    before: hundred(place.before),
    after: hundred(place.after),
    fall,
    low: fall - Z * error,
    high: fall + Z * error,
  };
}
