import { LAST_DAY, formatDate } from './dates.ts';
import { refuse } from './errors.ts';
import type { DayRange } from './pauses.ts';
import type { DayTerm } from './terms.ts';
import type { DayRules } from './working-days.ts';
import { MAX_CLOSED_DAYS, isWeekend, isWorkingDay, nearestWorkingDay } from './working-days.ts';

/** How a day term was counted; `day` is null while an open pause holds it back. */
export interface Counted {
  readonly day: number | null;
  readonly remainingDays: number;
  /** Monday–Friday dates after the registration that are off. */
  readonly skipped: readonly string[];
  /** Weekend dates that counted. */
  readonly extraWorking: readonly string[];
}

/**
 * The last day of a day term, without its roll. Day 1 is the first date (calendar days) or working day
 * after the registration; dates of the excluded ranges do not count.
 * @throws WorkingTimeError `calendar-year-missing`, `no-working-time`, `term-invalid` (beyond 2400).
 */
export function countDays(
  rules: DayRules,
  registration: number,
  unit: DayTerm['unit'],
  amount: number,
  excluded: readonly DayRange[],
): Counted {
  return unit === 'calendar-days'
    ? countCalendarDays(registration, amount, excluded)
    : countWorkingDays(rules, registration, amount, excluded);
}

function countCalendarDays(
  registration: number,
  amount: number,
  excluded: readonly DayRange[],
): Counted {
  let day = registration;
  let remainingDays = amount;
  for (const [from, to] of excluded) {
    const free_days = from - 1 - day;
    if (remainingDays <= free_days) break;
    remainingDays -= free_days;
    if (to === Number.POSITIVE_INFINITY)
      return { day: null, remainingDays, skipped: [], extraWorking: [] };
    day = to;
  }
  return { day: within(day + remainingDays), remainingDays: 0, skipped: [], extraWorking: [] };
}

function countWorkingDays(
  rules: DayRules,
  registration: number,
  amount: number,
  excluded: readonly DayRange[],
): Counted {
  const skipped: string[] = [];
  const extraWorking: string[] = [];
  let day = registration;
  let remainingDays = amount;
  let closed = 0;
  let range = 0;
  while (remainingDays > 0) {
    day = within(day + 1);
    while ((excluded[range]?.[1] ?? Number.POSITIVE_INFINITY) < day) range += 1;
    const pause = excluded[range];
    const paused = pause !== undefined && pause[0] <= day;
    if (paused && pause[1] === Number.POSITIVE_INFINITY)
      return { day: null, remainingDays, skipped, extraWorking };
    // A paused weekend is neither counted nor named, so its table is not asked.
    if (paused && isWeekend(day)) continue;
    const working = isWorkingDay(rules, day);
    if (!working && !isWeekend(day)) skipped.push(formatDate(day));
    if (working && !paused) {
      remainingDays -= 1;
      if (isWeekend(day)) extraWorking.push(formatDate(day));
    }
    closed = working ? 0 : closed + 1;
    if (closed >= MAX_CLOSED_DAYS)
      throw refuse('no-working-time', 'no working day within two years');
  }
  return { day, remainingDays, skipped, extraWorking };
}

function within(day: number): number {
  if (day >= LAST_DAY) throw refuse('term-invalid', 'the term leads beyond the year 2400');
  return day;
}

/**
 * Moves the final day of a calendar-day term as its roll says; other terms end on a working day anyway.
 * @throws WorkingTimeError `calendar-year-missing`, `no-working-time`.
 */
export function rollDay(rules: DayRules, day: number, term: DayTerm): number {
  if (term.unit === 'working-days' || term.roll === 'none') return day;
  return nearestWorkingDay(rules, day, term.roll === 'next' ? 1 : -1);
}

/**
 * The n-th working day counted back from a date, which itself does not count.
 * @throws WorkingTimeError `calendar-year-missing`, `no-working-time`.
 */
export function workingDayBefore(rules: DayRules, day: number, amount: number): number {
  let found = day;
  for (let left = amount; left > 0; left -= 1) found = nearestWorkingDay(rules, found - 1, -1);
  return found;
}
