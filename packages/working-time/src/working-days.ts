import type { Calendar } from './calendar.ts';
import { tableFor } from './calendar.ts';
import { weekdayOf, yearOf, yearStart } from './dates.ts';
import { refuse } from './errors.ts';
import { overlayOf, type Overlay } from './extra-days.ts';

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

/** Of each day of a year how many of those before it are worked, the whole year last; made once a calendar. */
const sums = new WeakMap<Calendar, Map<number, Uint16Array>>();

function sumsOf(calendar: Calendar, year: number): Uint16Array {
  let years = sums.get(calendar);
  if (!years) sums.set(calendar, (years = new Map()));
  const kept = years.get(year);
  if (kept) return kept;
  const [first, end] = [yearStart(year), yearStart(year + 1)];
  const made = new Uint16Array(end - first + 1);
  const rules = { calendar, overlay: overlayOf() };
  for (let day = first; day < end; day += 1)
    made[day - first + 1] = made[day - first]! + (isWorkingDay(rules, day) ? 1 : 0);
  years.set(year, made);
  return made;
}

/**
 * Working days from `from` up to and without `end`. A queue asks this of deadlines that passed years ago, so
 * it does not go day by day unless a region's extra days lie over the calendar.
 * @throws WorkingTimeError `calendar-year-missing`.
 */
export function countWorkingDays(rules: DayRules, from: number, end: number): number {
  let count = 0;
  for (let day = from; day < end;) {
    if (!rules.overlay.is_empty) {
      if (isWorkingDay(rules, day)) count += 1;
      day += 1;
      continue;
    }
    const year = yearOf(day);
    const [first, next] = [yearStart(year), yearStart(year + 1)];
    const made = sumsOf(tableFor(rules.calendar, day), year);
    const last = Math.min(end, next);
    count += made[last - first]! - made[day - first]!;
    day = last;
  }
  return count;
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
