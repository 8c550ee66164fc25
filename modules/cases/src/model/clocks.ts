import { AppError } from '@otklik/kernel';
import {
  deadline,
  WorkingTimeError,
  zoneOf,
  type Calendar,
  type Schedule,
  type Term,
} from '@otklik/working-time';
import type { Stage } from './states.ts';
import { scheduleOf } from './working-hours.ts';

/** A stage's term and where it comes from; stored with the case when it opens. */
export interface StageTerm {
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'working-days' | 'calendar-days';
  readonly roll?: 'none' | 'next' | 'previous';
  /** For minutes and hours: round the clock when absent, or the working hours that they fill. */
  readonly schedule?: 'round-the-clock' | Schedule;
  /** The rule that set it: a norm's id, or the topic and its version. */
  readonly rule: string;
}

type OwnStage = 'moderation' | 'reply' | 'reply-moderation' | 'verdict' | 'control';

/** The chain of a case: what its subject must set, and what it may set instead of the house's terms. */
export type Terms = Readonly<Record<OwnStage, StageTerm>> &
  Readonly<Partial<Record<Exclude<Stage, OwnStage>, StageTerm>>>;

export interface Pause {
  readonly from: string;
  readonly to: string;
}

/** How a deadline came about: enough for anybody to count it again. */
export interface Derivation {
  readonly rule: string;
  readonly calendarVersion: string;
  readonly registrationDate: string | null;
  /** Monday–Friday dates that did not count. */
  readonly skipped: readonly string[];
  /** Weekend dates that did count. */
  readonly extraWorking: readonly string[];
  readonly pauses: readonly Pause[];
  /** No date is promised: this year has no approved calendar yet. */
  readonly missingYear?: number;
}

export interface Clock {
  readonly stage: Stage;
  readonly round: number;
  readonly term: StageTerm;
  readonly startedAt: Date;
  readonly pauses: readonly Pause[];
  readonly stoppedAt: Date | null;
  readonly dueAt: Date | null;
  readonly dueDate: string | null;
  readonly derivation: Derivation;
  readonly late: boolean | null;
}

export interface CalendarFacts {
  readonly calendar: Calendar;
  readonly zone: string;
}

const termOf = (term: StageTerm): Term => {
  if (term.unit === 'calendar-days')
    return { amount: term.amount, unit: term.unit, roll: term.roll ?? 'next' };
  return { amount: term.amount, unit: term.unit };
};

const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

type Reckoned = Pick<Clock, 'dueAt' | 'dueDate' | 'derivation'>;

function reckon(
  term: StageTerm,
  startedAt: Date,
  pauses: readonly Pause[],
  { calendar, zone }: CalendarFacts,
): Reckoned {
  const base = {
    rule: term.rule,
    calendarVersion: calendar.version,
    registrationDate: null,
    skipped: [],
    extraWorking: [],
    pauses,
  };
  try {
    const answer = deadline({
      zone,
      calendar,
      start: startedAt,
      term: termOf(term),
      pauses: [...pauses],
      ...scheduleOf(term),
    });
    if (answer.kind === 'time')
      return { dueAt: dateOf(answer.deadlineMs), dueDate: null, derivation: base };
    return {
      dueAt: dateOf(answer.endsAtMs),
      dueDate: answer.date,
      derivation: {
        ...base,
        registrationDate: answer.registrationDate,
        skipped: answer.skipped,
        extraWorking: answer.extraWorking,
      },
    };
  } catch (error) {
    // A year without a table is refused, never guessed: the case goes on, no date is promised.
    if (error instanceof WorkingTimeError && error.code === 'calendar-year-missing')
      return {
        dueAt: null,
        dueDate: null,
        derivation: { ...base, missingYear: error.data.year ?? 0 },
      };
    throw error;
  }
}

export function startClock(
  stage: Stage,
  round: number,
  term: StageTerm,
  at: Date,
  facts: CalendarFacts,
): Clock {
  const reckoned = reckon(term, at, [], facts);
  return {
    stage,
    round,
    term,
    startedAt: at,
    pauses: [],
    stoppedAt: null,
    late: null,
    ...reckoned,
  };
}

const DAY_MS = 86_400_000;

/** A promised date lies at most so many days ahead. Section 6. */
export const PLAN_DAYS_MAX = 60;

/** Whole days from the local day of an instant to a date. NaN for what is no date. */
export const daysUntil = (date: string, at: Date, zone: string): number =>
  Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS) - zoneOf(zone).localDay(at.getTime());

/**
 * How many days ahead a promised date lies.
 * @throws AppError date-unfit when it does not lie ahead, or lies further than a promise may
 */
export function planDays(zone: string, at: Date, date: string | undefined): number {
  const days = date === undefined ? NaN : daysUntil(date, at, zone);
  if (!(days >= 1 && days <= PLAN_DAYS_MAX))
    throw new AppError('date-unfit', { maximum_days: PLAN_DAYS_MAX });
  return days;
}

/** The end of the last of so many days after the day of an instant, in the clinic's zone. */
export function windowEnd(since: Date, days: number, { zone }: Pick<CalendarFacts, 'zone'>): Date {
  const { localDay, at } = zoneOf(zone);
  return new Date(at(localDay(since.getTime()) + days + 1, 0));
}

export const isLate = (clock: Pick<Clock, 'dueAt'>, at: Date): boolean =>
  clock.dueAt !== null && at.getTime() > clock.dueAt.getTime();

export const stopClock = (clock: Clock, at: Date): Clock => ({
  ...clock,
  stoppedAt: at,
  late: isLate(clock, at),
});

/** Goes on with what was left: the time since it stopped becomes a pause. */
export function resumeClock(clock: Clock, at: Date, facts: CalendarFacts): Clock {
  if (!clock.stoppedAt) return clock;
  const pauses = [...clock.pauses, { from: clock.stoppedAt.toISOString(), to: at.toISOString() }];
  const reckoned = reckon(clock.term, clock.startedAt, pauses, facts);
  return { ...clock, pauses, stoppedAt: null, late: null, ...reckoned };
}

/**
 * The same clock under another term, from the same start and with the same pauses. Unless the author
 * agrees the earlier deadline holds; a deadline nobody can promise yet replaces none that was promised.
 */
export function retermClock(
  clock: Clock,
  term: StageTerm,
  agreed: boolean,
  facts: CalendarFacts,
): Clock {
  const again = { ...clock, term, ...reckon(term, clock.startedAt, clock.pauses, facts) };
  if (agreed || clock.dueAt === null) return again;
  return again.dueAt !== null && again.dueAt < clock.dueAt ? again : clock;
}

/** Whether a calendar has a say in when the term ends: hours round the clock pass on any day. */
export const goesByCalendar = ({ unit, roll, schedule }: StageTerm): boolean => {
  if (unit === 'working-days') return true;
  if (unit === 'calendar-days') return roll !== 'none';
  return typeof schedule === 'object';
};

/** The same clock on today's calendar. */
export const recountClock = (clock: Clock, facts: CalendarFacts): Clock => ({
  ...clock,
  ...reckon(clock.term, clock.startedAt, clock.pauses, facts),
});

/**
 * A clock counted on today's calendar. What has a date keeps one, and nobody becomes late by a correction: a day
 * that was ahead does not come to lie behind.
 */
export function countedAnew(clock: Clock, at: Date, calendar: CalendarFacts): Clock {
  if (clock.stoppedAt || !goesByCalendar(clock.term)) return clock;
  const again = recountClock(clock, calendar);
  if (clock.dueAt === null) return again.dueAt === null ? clock : again;
  if (again.dueAt === null || again.dueAt.getTime() === clock.dueAt.getTime()) return clock;
  return again.dueAt < at && at <= clock.dueAt ? clock : again;
}
