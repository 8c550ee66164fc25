import type { Zone } from '@otklik/working-time';
import { DAY_MS, parseDate, zoneOf } from '@otklik/working-time';
import { refuse } from './errors.ts';

/** Whose wait is measured, and by which clock. */
export interface Profile {
  /** IANA name of the clinic's zone (for telemedicine: the patient's). */
  readonly zone: string;
  /** Default 90: a start must lie before now + so many times 24 hours. */
  readonly horizonDays?: number | undefined;
  /** Default 0: a start must lie at or after now + so many minutes. */
  readonly minNoticeMinutes?: number | undefined;
  /** Default `in-person`. */
  readonly mode?: string | undefined;
  /** Default `routine`. */
  readonly kind?: string | undefined;
  /** Full years on the day of the visit; without it age limits are not looked at. */
  readonly age?: number | undefined;
  /** Local dates (`YYYY-MM-DD`) on which the clinic is closed. */
  readonly closed?: readonly string[] | undefined;
}

/** A profile made ready for many slots. */
export interface Rules {
  readonly zone: Zone;
  readonly horizonDays: number;
  readonly horizonMs: number;
  readonly noticeMs: number;
  readonly mode: string;
  readonly kind: string;
  readonly age: number | undefined;
  readonly closedDays: ReadonlySet<number>;
}

export const DEFAULT_HORIZON_DAYS = 90;

/**
 * Checks a profile.
 * @throws WaitsError `argument-invalid`; WorkingTimeError `zone-unknown`.
 */
export function rulesOf(profile: Profile): Rules {
  const { horizonDays = DEFAULT_HORIZON_DAYS, minNoticeMinutes = 0 } = profile;
  if (!(horizonDays > 0)) throw refuse('argument-invalid', 'a horizon is positive');
  if (!(minNoticeMinutes >= 0)) throw refuse('argument-invalid', 'a notice is never negative');
  return {
    zone: zoneOf(profile.zone),
    horizonDays,
    horizonMs: horizonDays * DAY_MS,
    noticeMs: minNoticeMinutes * 60_000,
    mode: profile.mode ?? 'in-person',
    kind: profile.kind ?? 'routine',
    age: profile.age,
    closedDays: new Set((profile.closed ?? []).map(dayOf)),
  };
}

/**
 * Day number of a date (`YYYY-MM-DD`).
 * @throws WaitsError `argument-invalid`: no such date.
 */
export function dayOf(date: string): number {
  const day = parseDate(date);
  if (day === null) throw refuse('argument-invalid', `${date} is not a date`);
  return day;
}
