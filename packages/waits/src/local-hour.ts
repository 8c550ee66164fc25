import type { Zone } from '@otklik/working-time';
import { weekdayOf } from '@otklik/working-time';

const HOUR_MS = 3_600_000;

/** Weekday (0 Monday … 6 Sunday) and hour by the clinic's clock. */
export interface LocalHour {
  readonly weekday: number;
  readonly hour: number;
}

/** Local weekday and hour of an instant; an hour that occurs twice is one and the same. */
export function localHour(zone: Zone, ms: number): LocalHour {
  const day = zone.localDay(ms);
  // A day of 23 or 25 hours: the last hour that has begun by the wall clock.
  let hour = Math.min(23, Math.floor((ms - zone.at(day, 0)) / HOUR_MS));
  while (hour < 23 && zone.at(day, (hour + 1) * 60) <= ms) hour += 1;
  while (hour > 0 && zone.at(day, hour * 60) > ms) hour -= 1;
  return { weekday: weekdayOf(day), hour };
}

/** 0 … 167 from Monday midnight. */
export const hourOfWeek = ({ weekday, hour }: LocalHour): number => weekday * 24 + hour;
