import type { Calendar, ExtraDay } from '@otklik/working-time';
import { formatDate, isWorkingDay, weekdayOf } from '@otklik/working-time';
import { refuse } from './errors.ts';
import { dayOf } from './profile.ts';

/** Whether a local date, as a day number, is a working day. */
export type WorkingDay = (day: number) => boolean;

/** More days than this in a row without work mean that the rule is broken. */
const LONGEST_BREAK_DAYS = 730;

/**
 * Working days by a production calendar and a region's extra days.
 * @throws (when asked for a date) WorkingTimeError `calendar-year-missing`.
 */
export function workingDayRule(calendar: Calendar, extraDays?: readonly ExtraDay[]): WorkingDay {
  const known = new Map<number, boolean>();
  return (day) => {
    const kept = known.get(day);
    if (kept !== undefined) return kept;
    const working = isWorkingDay(calendar, formatDate(day), extraDays);
    known.set(day, working);
    return working;
  };
}

/**
 * Working days by plain lists of dates: Monday to Friday less days off, plus worked weekends.
 * @throws WaitsError `argument-invalid`: no such date.
 */
export function plainWorkingDays(
  daysOff: readonly string[] = [],
  workingWeekends: readonly string[] = [],
): WorkingDay {
  const off = new Set(daysOff.map(dayOf));
  const on = new Set(workingWeekends.map(dayOf));
  return (day) => (weekdayOf(day) > 4 ? on.has(day) : !off.has(day));
}

/** Number of working days in (from, until]; 0 when `until` is not later. */
export function workingDaysUntil(from: number, until: number, isWorking: WorkingDay): number {
  let count = 0;
  for (let day = from + 1; day <= until; day += 1) if (isWorking(day)) count += 1;
  return count;
}

/**
 * The n-th working day after a date; the date itself does not count.
 * @throws WaitsError `argument-invalid`: n is not a whole number from 0, or nobody ever works.
 */
export function workingDayAfter(from: number, amount: number, isWorking: WorkingDay): number {
  if (!Number.isInteger(amount) || amount < 0) throw refuse('argument-invalid', 'days are counted');
  let [day, left, closed] = [from, amount, 0];
  while (left > 0) {
    day += 1;
    closed = isWorking(day) ? 0 : closed + 1;
    if (closed === 0) left -= 1;
    if (closed > LONGEST_BREAK_DAYS) throw refuse('argument-invalid', 'nobody ever works');
  }
  return day;
}
