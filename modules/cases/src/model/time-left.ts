import {
  elapsed,
  remaining,
  WorkingTimeError,
  type Calendar,
  type Remaining,
  type Schedule,
} from '@otklik/working-time';

export type TimeLeft = Remaining & {
  readonly unit: 'minutes' | 'hours' | 'working-days' | 'calendar-days';
};

interface Running {
  readonly dueAt: Date | null;
  readonly dueUnit: TimeLeft['unit'] | null;
  readonly zone: string;
  /** The working hours that the term fills; null or absent round the clock and in days. */
  readonly schedule?: Schedule | null;
}

/** Hours and minutes of working time between now and a deadline that is filled by working hours. */
function workingLeft(
  { zone, dueAt, schedule }: { zone: string; dueAt: Date; schedule: Schedule },
  now: Date,
  calendar: Calendar,
): Remaining {
  const late = now > dueAt;
  const [from, to] = late ? [dueAt, now] : [now, dueAt];
  const minutes = Math.floor(elapsed({ zone, calendar, schedule, from, to }).seconds / 60);
  return { late, days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

/**
 * What is left of a running term in the unit that it is counted in, at the clinic's place; null where no
 * clock runs, or where the calendar that would say has not been approved.
 */
export function timeLeft(
  { dueAt, dueUnit, zone, schedule }: Running,
  now: Date,
  calendar: Calendar,
): TimeLeft | null {
  if (!dueAt || !dueUnit) return null;
  try {
    if (schedule)
      return { ...workingLeft({ zone, dueAt, schedule }, now, calendar), unit: dueUnit };
    return { ...remaining({ zone, calendar, now, due: dueAt, unit: dueUnit }), unit: dueUnit };
  } catch (error) {
    if (error instanceof WorkingTimeError) return null;
    throw error;
  }
}
