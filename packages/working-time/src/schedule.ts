import { tableFor } from './calendar.ts';
import { weekdayOf } from './dates.ts';
import { refuse } from './errors.ts';
import type { DayRules } from './working-days.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/**
 * When a clinic or a desk works. `calendar`: `full` follows the production calendar, `holidays-only`
 * closes on public holidays and moves nothing, `none` is the week alone. `week`: local opening times
 * as `[open, close)` pairs of `HH:MM`; `24:00` is the midnight that ends the day; a missing day is closed.
 */
export interface Schedule {
  readonly calendar: 'full' | 'holidays-only' | 'none';
  readonly week: Readonly<Partial<Record<Weekday, readonly (readonly [string, string])[]>>>;
}

/** Local working hours as minutes after midnight, `[open, close)`, in order. */
export type LocalHours = readonly (readonly [number, number])[];

/** A checked schedule: hours by weekday, Monday first. */
export interface ParsedSchedule {
  readonly calendar: Schedule['calendar'];
  readonly week: readonly LocalHours[];
}

const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const CALENDARS: readonly unknown[] = ['full', 'holidays-only', 'none'];
const SHORT_DAY_MINUTES = 60;

/**
 * Checks a schedule.
 * @throws WorkingTimeError `schedule-invalid`: absent, unknown calendar or weekday, no hours at all, an
 *   interval that does not end after it begins, overlapping intervals (touching ones are fine).
 */
export function parseSchedule(schedule: Schedule | undefined): ParsedSchedule {
  if (typeof schedule !== 'object' || schedule === null || !CALENDARS.includes(schedule.calendar)) {
    throw refuse('schedule-invalid', 'minutes and hours need a schedule with a known calendar');
  }
  const week: unknown = schedule.week;
  if (typeof week !== 'object' || week === null) throw refuse('schedule-invalid', 'no week');
  for (const name of Object.keys(week)) {
    if (!(WEEKDAYS as readonly string[]).includes(name))
      throw refuse('schedule-invalid', `no weekday ${name}`);
  }
  const days = WEEKDAYS.map((name) => parseDay(schedule.week[name] ?? []));
  if (days.every((day) => day.length === 0)) throw refuse('schedule-invalid', 'no hours at all');
  return { calendar: schedule.calendar, week: days };
}

function parseDay(intervals: unknown): LocalHours {
  if (!Array.isArray(intervals))
    throw refuse('schedule-invalid', 'the hours of a day are not a list');
  const hours = intervals.map((interval: unknown): [number, number] => {
    if (!Array.isArray(interval) || interval.length !== 2)
      throw refuse('schedule-invalid', 'not a pair of times');
    const [open, close] = [minutesOf(interval[0]), minutesOf(interval[1])];
    if (close <= open) throw refuse('schedule-invalid', 'an interval does not end after it begins');
    return [open, close];
  });
  hours.sort((a, b) => a[0] - b[0]);
  hours.forEach(([open], index) => {
    const previous = hours[index - 1];
    if (previous && open < previous[1]) throw refuse('schedule-invalid', 'overlapping intervals');
  });
  return hours;
}

function minutesOf(time: unknown): number {
  const parts = typeof time === 'string' ? /^(\d\d):([0-5]\d)$/.exec(time) : null;
  const minutes = parts ? Number(parts[1]) * 60 + Number(parts[2]) : Number.NaN;
  if (!(minutes <= 24 * 60)) throw refuse('schedule-invalid', 'not a time of day');
  return minutes;
}

/**
 * Local working hours of a date. The calendar is asked only when the answer depends on it.
 * @throws WorkingTimeError `calendar-year-missing`.
 */
export function hoursOn(schedule: ParsedSchedule, rules: DayRules, day: number): LocalHours {
  if (rules.overlay.isOff(day)) return [];
  const own = schedule.week[weekdayOf(day)] ?? [];
  const short_minutes = rules.overlay.isShort(day) ? SHORT_DAY_MINUTES : 0;
  if (schedule.calendar === 'none') return shorten(own, short_minutes);
  if (schedule.calendar === 'holidays-only') {
    // Nothing is moved onto a day that the week keeps closed, so no table can open it.
    const closed = own.length === 0 || tableFor(rules.calendar, day).holidays.has(day);
    return closed ? [] : shorten(own, short_minutes);
  }
  const table = tableFor(rules.calendar, day);
  if (table.holidays.has(day) || table.weekdaysOff.has(day)) return [];
  const hoursAs = table.workingWeekends.get(day);
  const hours = hoursAs === undefined ? own : (schedule.week[weekdayOf(hoursAs)] ?? []);
  // A day shortened by both the country and the region is one short day, not two hours less.
  return shorten(hours, Math.max(short_minutes, table.shortened.get(day) ?? 0));
}

function shorten(hours: LocalHours, minutes: number): LocalHours {
  if (minutes === 0) return hours;
  const kept: (readonly [number, number])[] = [];
  let left = minutes;
  for (const [open, close] of [...hours].reverse()) {
    const cut = Math.min(left, close - open);
    left -= cut;
    if (close - cut > open) kept.unshift([open, close - cut]);
  }
  return kept;
}
