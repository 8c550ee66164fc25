import {
  normTime,
  segments,
  workingDayAfter,
  type K1Change,
  type Norm,
  type WorkingDay,
} from '@otklik/waits';
import { zoneOf } from '@otklik/working-time';

/** A norm with what its days are counted by. */
export interface NormClock {
  readonly norm: Norm;
  readonly zone: string;
  /** Needed for working days. */
  readonly isWorking: WorkingDay;
}

const HOUR_ms = 3_600_000;
const UNIT_ms = { minutes: 60_000, hours: HOUR_ms } as const;

/** The first instant that would be too late for who asks at `at`: hours run round the clock, days end at midnight. */
export function tooLateFrom({ norm, zone, isWorking }: NormClock, at: number): number {
  const { unit, limit } = norm;
  // Exactly the limit is in time.
  if (unit === 'hours' || unit === 'minutes') return at + limit * UNIT_ms[unit] + 1;
  const local = zoneOf(zone);
  const today = local.localDay(at);
  const last = unit === 'calendar-days' ? today + limit : workingDayAfter(today, limit, isWorking);
  return local.at(last + 1, 0);
}

/** Whether a first place keeps the norm for who asks at `at`; no place within the horizon does not. */
export const keepsNorm = (clock: NormClock, k1: number | null, at: number): boolean =>
  k1 !== null && k1 < tooLateFrom(clock, at);

/** Minutes of [from, to) in which the first place kept the norm; unknown time is in none. */
export function minutesInNorm(
  clock: NormClock,
  changes: readonly K1Change[],
  from: number,
  to: number,
): number {
  const { unit, limit } = clock.norm;
  if (unit === 'hours' || unit === 'minutes')
    return normTime(changes, from, to, limit * UNIT_ms[unit]).metMs / 60_000;
  let met = 0;
  const local = zoneOf(clock.zone);
  for (const { fromMs, toMs, k1Ms } of segments(changes, from, to)) {
    if (typeof k1Ms !== 'number') continue;
    // The last day moves at each local midnight.
    for (let at = fromMs; at < toMs;) {
      const end = Math.min(toMs, local.at(local.localDay(at) + 1, 0));
      if (keepsNorm(clock, k1Ms, at)) met += end - at;
      at = end;
    }
  }
  return met / 60_000;
}

/**
 * Since when a norm has been broken without a pause, walking back over change points; null while it is kept or
 * unknown. Inside one stretch a wait only shortens, so one that is broken at its end was broken all along.
 */
export function brokenSince(
  clock: NormClock,
  changes: readonly K1Change[],
  now: number,
): number | null {
  let since: number | null = null;
  let end = now;
  for (const { atMs, k1Ms } of changes.toSorted((a, b) => b.atMs - a.atMs)) {
    if (k1Ms === 'unknown' || keepsNorm(clock, k1Ms, end)) break;
    since = atMs;
    end = atMs;
  }
  return since;
}
