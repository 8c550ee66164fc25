import { DAY_MS } from '@otklik/working-time';
import type { Places } from './places.ts';
import { places } from './places.ts';
import type { Profile, Rules } from './profile.ts';
import { rulesOf } from './profile.ts';
import type { Slot } from './slot.ts';
import type { WorkingDay } from './working-days.ts';
import { workingDaysUntil } from './working-days.ts';

/** Fewer places than asked within the horizon: larger than every number, never 0, never dropped. */
export type Censored = `>${number}`;

/** How long until a place: calendar days between local dates, and true hours. */
export interface Wait {
  readonly startMs: number;
  readonly days: number;
  readonly hours: number;
}

export interface Waits {
  readonly places: number;
  readonly k1: Wait | Censored;
  readonly k3: Wait | Censored;
  /** Whether the first place begins at most 24 × 3600 s from now. */
  readonly within24h: boolean;
  /** Working days after today's date up to the first place's; null when there is none. */
  readonly workingDays: number | null;
}

/**
 * The waits that slots mean for a patient who asks now.
 * @param isWorking which local dates (day numbers) are worked; see `workingDayRule`
 * @throws WaitsError `argument-invalid`; WorkingTimeError `zone-unknown`, and `calendar-year-missing` by isWorking.
 */
export function waits(
  slots: readonly Slot[],
  profile: Profile,
  nowMs: number,
  isWorking: WorkingDay,
): Waits {
  return waitsOf(places(slots, profile, nowMs), rulesOf(profile), nowMs, isWorking);
}

/** The same from places that are known already. */
export function waitsOf(
  { places: count, k1, k3 }: Places,
  rules: Rules,
  nowMs: number,
  isWorking: WorkingDay,
): Waits {
  const { zone } = rules;
  const today = zone.localDay(nowMs);
  return {
    places: count,
    k1: waitFor(k1, rules, nowMs),
    k3: waitFor(k3, rules, nowMs),
    within24h: k1 !== null && k1.startMs - nowMs <= DAY_MS,
    workingDays: k1 && workingDaysUntil(today, zone.localDay(k1.startMs), isWorking),
  };
}

/** The wait for one place. */
export function waitFor(
  slot: Slot | null,
  { zone, horizonDays }: Rules,
  nowMs: number,
): Wait | Censored {
  if (!slot) return `>${horizonDays}`;
  return {
    startMs: slot.startMs,
    days: zone.localDay(slot.startMs) - zone.localDay(nowMs),
    hours: (slot.startMs - nowMs) / 3_600_000,
  };
}
