import type { Place } from './answers.ts';
import { DAY_MS } from './dates.ts';
import { rulesOf } from './deadline.ts';
import { refuse } from './errors.ts';
import type { Instant } from './instants.ts';
import { toMs } from './instants.ts';
import { countWorkingDays, isWorkingDay } from './working-days.ts';
import { zoneOf } from './zones.ts';

export interface RemainingQuestion extends Place {
  readonly now: Instant;
  readonly due: Instant;
  /** In what the term is counted; minutes and hours run round the clock. */
  readonly unit: 'minutes' | 'hours' | 'working-days' | 'calendar-days';
}

/** How far a deadline is away: whole days of the unit, and what is left of one more. */
export interface Remaining {
  /** The deadline has passed: the figures say for how long. */
  readonly late: boolean;
  /** Dates that lie in between whole; 0 for minutes and hours. */
  readonly days: number;
  /** Of the date that is cut: 0–24, on the day of a clock's change 25. */
  readonly hours: number;
  readonly minutes: number;
}

const MINUTE_MS = 60_000;

const split = (late: boolean, days: number, ms: number): Remaining => {
  const minutes = Math.floor(ms / MINUTE_MS);
  return { late, days, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
};

/**
 * The time between now and a deadline as people count it: in dates of the place, of which only those count
 * that the unit counts. A date is worth its whole local day, since a term in days ends at 24:00 of its last
 * one: on a Wednesday at 21:00 the end of Friday is two working days and three hours away. On a day off the
 * time stands still, so that a deadline passed on a Friday is late by nothing until Monday.
 * @throws WorkingTimeError `calendar-year-missing`, `zone-unknown`, `instant-invalid`, `schedule-invalid`.
 */
export function remaining(question: RemainingQuestion): Remaining {
  const [now, due] = [toMs(question.now, 'now'), toMs(question.due, 'the deadline')];
  const late = now > due;
  const [from, to] = late ? [due, now] : [now, due];
  if (question.unit === 'minutes' || question.unit === 'hours') return split(late, 0, to - from);
  const zone = zoneOf(question.zone);
  const rules = rulesOf(question);
  const counts = (day: number): boolean =>
    question.unit === 'calendar-days' || isWorkingDay(rules, day);
  if (to - from > 3_000 * DAY_MS) throw refuse('instant-invalid', 'more than eight years apart');
  const [first, last] = [zone.localDay(from), zone.localDay(to)];
  let days = 0;
  let rest_ms = 0;
  for (const day of first === last ? [first] : [first, last]) {
    // A deadline at 24:00 is the beginning of a date of which nothing counts.
    const [start, end] = [Math.max(zone.at(day, 0), from), Math.min(zone.at(day + 1, 0), to)];
    if (start >= end || !counts(day)) continue;
    if (start === zone.at(day, 0) && end === zone.at(day + 1, 0)) days += 1;
    else rest_ms += end - start;
  }
  // Dates in between lie whole between the two instants: no clock need be asked.
  if (last > first + 1)
    days +=
      question.unit === 'calendar-days'
        ? last - first - 1
        : countWorkingDays(rules, first + 1, last);
  // The cut dates at both ends may make one more whole day together.
  if (rest_ms >= DAY_MS) return split(late, days + 1, rest_ms - DAY_MS);
  return split(late, days, rest_ms);
}
