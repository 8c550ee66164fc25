/** Hours of the day at which the simulated town's first and last places begin. */
export const FIRST_hour = 9;
export const LAST_hour = 18;

/** By when a place keeps the norm: within so many hours, or up to so many days ahead. */
export type NormReach = { readonly hours: number } | { readonly days: number } | null;

export interface WholeDay {
  readonly median_h: number | null;
  readonly min_h: number | null;
  readonly max_h: number | null;
  readonly norm_min: number | null;
  readonly known_min: number;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Hours from an hour of the day until the place that its sample of the morning names. */
export const untilPlace = (k1_days: number, hour: number): number =>
  k1_days === 0 && hour < LAST_hour
    ? LAST_hour - hour
    : Math.max(1, k1_days) * 24 + FIRST_hour - hour;

/** Minutes of one hour in which the place kept the norm; a wait shortens while it lasts. */
export function minutesKept(k1_days: number, hour: number, reach: NormReach): number | null {
  if (reach === null) return null;
  const left = untilPlace(k1_days, hour);
  if ('days' in reach) return Math.floor((hour + left) / 24) <= reach.days ? 60 : 0;
  return Math.round(60 * Math.min(1, Math.max(0, 1 - (left - reach.hours))));
}

/** A whole day as its one sample means it. `unknown`: its source was silent; null: no place within the horizon. */
export function wholeDay(k1_days: number | null | 'unknown', reach: NormReach): WholeDay {
  const none = { median_h: null, min_h: null, max_h: null };
  if (k1_days === 'unknown') return { ...none, norm_min: reach && 0, known_min: 0 };
  if (k1_days === null) return { ...none, norm_min: reach && 0, known_min: 1440 };
  const middles = HOURS.map((hour) => untilPlace(k1_days, hour) - 0.5).toSorted((a, b) => a - b);
  return {
    median_h: (middles[11]! + middles[12]!) / 2,
    min_h: middles[0]! - 0.5,
    max_h: middles.at(-1)! + 0.5,
    norm_min: reach && HOURS.reduce((sum, hour) => sum + minutesKept(k1_days, hour, reach)!, 0),
    known_min: 1440,
  };
}
