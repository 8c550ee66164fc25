import type { Calendar } from './calendar.ts';
import { tableFor } from './calendar.ts';
import { weekdayOf } from './dates.ts';
import { refuse } from './errors.ts';
import type { Overlay } from './extra-days.ts';

/** So many closed days in a row mean that nobody will ever come back to work. */
export const MAX_CLOSED_DAYS = 730;

/** What decides whether a date is worked: the production calendar and the region's extra days. */
export interface DayRules {
  readonly calendar: Calendar | undefined;
  readonly overlay: Overlay;
}

export const isWeekend = (day: number): boolean => weekdayOf(day) > 4;

/**
 * Whether a date is a working day; shortened days and working weekend days are whole ones.
 * @throws WorkingTimeError `calendar-year-missing`, unless an extra day off already answers.
 */
export function isWorkingDay(rules: DayRules, day: number): boolean {
  if (rules.overlay.isOff(day)) return false;
  const table = tableFor(rules.calendar, day);
  return isWeekend(day) ? table.workingWeekends.has(day) : !table.weekdaysOff.has(day);
}

/**
 * Nearest working day at or after `day` (`step` 1), or at or before it (`step` -1).
 * @throws WorkingTimeError `calendar-year-missing`, `no-working-time`.
 */
export function nearestWorkingDay(rules: DayRules, day: number, step: 1 | -1): number {
  for (let closed = 0; closed < MAX_CLOSED_DAYS; closed += 1) {
    const candidate = day + closed * step;
    if (isWorkingDay(rules, candidate)) return candidate;
  }
  throw refuse('no-working-time', 'no working day within two years');
}
