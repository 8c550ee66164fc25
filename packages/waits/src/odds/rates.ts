import type { Zone } from '@otklik/working-time';
import { refuse } from '../errors.ts';
import { hourOfWeek, localHour } from '../local-hour.ts';

const HOUR_MS = 3_600_000;
const HOURS_OF_WEEK = 168;

/** Places that appear in an hour, for each of the 168 hours of the local week. */
export type HourlyRates = readonly number[];

/**
 * How many places appear in each hour of the week, from the log.
 * @param releasesMs when places of interest appeared (opened, or given back), inside the window
 * @throws WaitsError `argument-invalid`: a window of less than a week leaves hours without any look.
 */
export function arrivalRates(
  releasesMs: readonly number[],
  zone: Zone,
  fromMs: number,
  toMs: number,
): HourlyRates {
  if (toMs - fromMs < HOURS_OF_WEEK * HOUR_MS)
    throw refuse('argument-invalid', 'rates need a week');
  const hours = Array.from({ length: HOURS_OF_WEEK }, () => 0);
  for (let ms = fromMs; ms < toMs; ms += HOUR_MS) {
    const cell = hourOfWeek(localHour(zone, ms));
    hours[cell] = (hours[cell] ?? 0) + Math.min(HOUR_MS, toMs - ms) / HOUR_MS;
  }
  const counts = hours.map(() => 0);
  for (const ms of releasesMs) {
    if (ms < fromMs || ms >= toMs) continue;
    const cell = hourOfWeek(localHour(zone, ms));
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  // A window that begins inside an hour, or a clock that leaps, may leave an hour of the week unseen.
  return counts.map((count, cell) => ((hours[cell] ?? 0) > 0 ? count / (hours[cell] ?? 1) : 0));
}

/** Places to be expected in a window. */
export function expectedArrivals(
  rates: HourlyRates,
  zone: Zone,
  fromMs: number,
  toMs: number,
): number {
  let total = 0;
  for (let ms = fromMs; ms < toMs;) {
    // To the end of the clock's hour: offsets of :30 and :45 shift it against the hours of UTC.
    const end = Math.min(toMs, ms + (QUARTER_MS - (ms % QUARTER_MS)));
    total += ((rates[hourOfWeek(localHour(zone, ms))] ?? 0) * (end - ms)) / HOUR_MS;
    ms = end;
  }
  return total;
}

const QUARTER_MS = HOUR_MS / 4;
