import { remaining, WorkingTimeError, type Calendar, type Remaining } from '@otklik/working-time';

export type TimeLeft = Remaining & {
  readonly unit: 'minutes' | 'hours' | 'working-days' | 'calendar-days';
};

interface Running {
  readonly dueAt: Date | null;
  readonly dueUnit: TimeLeft['unit'] | null;
  readonly zone: string;
}

/**
 * What is left of a running term in the unit that it is counted in, at the clinic's place; null where no
 * clock runs, or where the calendar that would say has not been approved.
 */
export function timeLeft(
  { dueAt, dueUnit, zone }: Running,
  now: Date,
  calendar: Calendar,
): TimeLeft | null {
  if (!dueAt || !dueUnit) return null;
  try {
    return { ...remaining({ zone, calendar, now, due: dueAt, unit: dueUnit }), unit: dueUnit };
  } catch (error) {
    if (error instanceof WorkingTimeError) return null;
    throw error;
  }
}
