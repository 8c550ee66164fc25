import type { Calendar, ExtraDay } from '@otklik/working-time';
import { deadline } from '@otklik/working-time';
import { refuse } from './errors.ts';

/** A guarantee as a dated row: limits change, so they are data. */
export interface Norm {
  readonly id: string;
  /** What is guaranteed, by code. */
  readonly service: string;
  readonly limit: number;
  readonly unit: 'minutes' | 'hours' | 'working-days' | 'calendar-days';
  /** `RU`, `RU-MOW` …: the row of the region itself goes before its country's. */
  readonly region: string;
  /** Local dates, both inclusive; null = open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** The row that is valid for a service in a region on the date of the request; null when there is none. */
export function normAt(
  norms: readonly Norm[],
  asked: { readonly service: string; readonly region: string; readonly date: string },
): Norm | null {
  const { service, region, date } = asked;
  const valid = norms.filter(
    (norm) =>
      norm.service === service &&
      (norm.region === region || region.startsWith(`${norm.region}-`)) &&
      (norm.validFrom ?? '') <= date &&
      (norm.validTo === null || norm.validTo >= date),
  );
  const [best] = valid.sort(
    (a, b) =>
      b.region.length - a.region.length || ((a.validFrom ?? '') < (b.validFrom ?? '') ? 1 : -1),
  );
  return best ?? null;
}

export interface GuaranteeQuestion {
  readonly norm: Norm;
  /** The event with which the clock starts. */
  readonly startMs: number;
  readonly nowMs: number;
  /** The first place: an instant, null when there is none, 'unknown' when the source is silent. */
  readonly k1Ms: number | null | 'unknown';
  /** When the patient was seen, if he was. */
  readonly seenMs?: number | undefined;
  readonly zone: string;
  /** Needed for working days. */
  readonly calendar?: Calendar | undefined;
  readonly extraDays?: readonly ExtraDay[] | undefined;
}

export interface Guarantee {
  /** The first instant that would be too late. */
  readonly tooLateFromMs: number;
  /** Last day of a term in days, `YYYY-MM-DD`; null for hours and minutes. */
  readonly lastDate: string | null;
  readonly state: 'running' | 'kept' | 'broken';
  /** Until it is too late; 0 when it is. */
  readonly leftMs: number;
  /** Whether the first place keeps it; null when the source is silent. */
  readonly placeKeeps: boolean | null;
}

/**
 * The clock of a guarantee. It is broken by what comes strictly later than start + limit; days end with the
 * midnight after the last one, hours run round the clock.
 * @throws WaitsError `argument-invalid`: a limit or unit that is none; WorkingTimeError as `deadline`.
 */
export function guarantee(question: GuaranteeQuestion): Guarantee {
  const { nowMs, k1Ms, seenMs } = question;
  const { tooLateFromMs, lastDate } = termOf(question);
  const inTime = (ms: number): boolean => ms < tooLateFromMs;
  const state =
    seenMs === undefined
      ? inTime(nowMs)
        ? 'running'
        : 'broken'
      : inTime(seenMs)
        ? 'kept'
        : 'broken';
  return {
    tooLateFromMs,
    lastDate,
    state,
    leftMs: Math.max(0, tooLateFromMs - nowMs),
    placeKeeps: k1Ms === 'unknown' ? null : k1Ms !== null && inTime(k1Ms),
  };
}

const UNIT_MS = { minutes: 60_000, hours: 3_600_000 } as const;

function termOf({ norm, startMs, zone, calendar, extraDays }: GuaranteeQuestion): {
  readonly tooLateFromMs: number;
  readonly lastDate: string | null;
} {
  const { limit, unit } = norm;
  if (!(limit >= 0)) throw refuse('argument-invalid', `norm ${norm.id} has no limit`);
  if (unit === 'minutes' || unit === 'hours')
    // Exactly start + limit is in time: the next millisecond is not.
    return { tooLateFromMs: startMs + limit * UNIT_MS[unit] + 1, lastDate: null };
  if (unit !== 'working-days' && unit !== 'calendar-days')
    throw refuse('argument-invalid', `norm ${norm.id} is in ${String(unit)}`);
  const term =
    unit === 'working-days'
      ? ({ amount: limit, unit } as const)
      : ({ amount: limit, unit, roll: 'none' } as const);
  const { endsAtMs, date } = deadline({ zone, calendar, extraDays, start: startMs, term });
  if (endsAtMs === null || date === null)
    throw refuse('argument-invalid', 'a guarantee has no pauses');
  return { tooLateFromMs: endsAtMs, lastDate: date };
}
