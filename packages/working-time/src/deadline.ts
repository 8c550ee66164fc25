import type {
  DayDeadline,
  Deadline,
  DeadlineQuestion,
  Place,
  State,
  TimeDeadline,
} from './answers.ts';
import { countDays, rollDay } from './day-terms.ts';
import { formatDate } from './dates.ts';
import { overlayOf } from './extra-days.ts';
import { toMs } from './instants.ts';
import type { DayRange } from './pauses.ts';
import { isPaused, mergePauses, pausedDays } from './pauses.ts';
import { parseSchedule } from './schedule.ts';
import type { Span } from './spans.ts';
import type { DayTerm, TimeTerm } from './terms.ts';
import { checkTerm, isTimeTerm, termMs } from './terms.ts';
import { addTime } from './time-terms.ts';
import type { DayRules } from './working-days.ts';
import type { Zone } from './zones.ts';
import { zoneOf } from './zones.ts';

/**
 * The deadline of a term, with what a page needs to explain it.
 * @throws WorkingTimeError any code but `calendar-invalid`.
 */
export function deadline(question: DeadlineQuestion & { readonly term: TimeTerm }): TimeDeadline;
export function deadline(question: DeadlineQuestion & { readonly term: DayTerm }): DayDeadline;
export function deadline(question: DeadlineQuestion): Deadline;
export function deadline(question: DeadlineQuestion): Deadline {
  return deadlineFrom(question, null);
}

/** As `deadline`; a chained day stage may be handed its registration date as a day number. */
export function deadlineFrom(question: DeadlineQuestion, registration: number | null): Deadline {
  const zone = zoneOf(question.zone);
  const startMs = toMs(question.start, 'the start');
  const nowMs = question.now === undefined ? null : toMs(question.now, 'now');
  const { term, extension } = question;
  checkTerm(term, extension);
  const pauses = mergePauses(question.pauses);
  const context: Context = {
    question,
    zone,
    rules: rulesOf(question),
    startMs,
    registration: registration ?? zone.localDay(startMs),
    pauses,
  };
  const answer = isTimeTerm(term) ? timeDeadline(context, term) : dayDeadline(context, term);
  if (nowMs === null) return answer;
  const endMs = answer.kind === 'time' ? answer.deadlineMs : answer.endsAtMs;
  return { ...answer, state: stateAt(nowMs, endMs, pauses) };
}

interface Context {
  readonly question: DeadlineQuestion;
  readonly zone: Zone;
  readonly rules: DayRules;
  readonly startMs: number;
  readonly registration: number;
  readonly pauses: readonly Span[];
}

/** Calendar and extra days of a question, checked. */
export function rulesOf(place: Omit<Place, 'zone'>): DayRules {
  return { calendar: place.calendar, overlay: overlayOf(place.extraDays) };
}

/** Overdue wins over paused: a pause after the deadline saves nothing. */
function stateAt(nowMs: number, endMs: number | null, pauses: readonly Span[]): State {
  if (endMs !== null && nowMs > endMs) return 'overdue';
  return isPaused(pauses, nowMs) ? 'paused' : 'running';
}

function derivation(context: Context): {
  registrationDate: string;
  calendarVersion: string | null;
} {
  return {
    registrationDate: formatDate(context.registration),
    calendarVersion: context.rules.calendar?.version ?? null,
  };
}

function timeDeadline(context: Context, term: TimeTerm): TimeDeadline {
  const { zone, rules, startMs, pauses } = context;
  const { schedule, extension } = context.question;
  const hours = { zone, rules, schedule: parseSchedule(schedule) };
  const { deadlineMs, remainingMs } = addTime(hours, startMs, termMs(term, extension), pauses);
  return {
    kind: 'time',
    deadlineMs,
    remainingSeconds: deadlineMs === null ? remainingMs / 1000 : null,
    ...derivation(context),
    ...(extension && {
      originalDeadlineMs: addTime(hours, startMs, termMs(term), pauses).deadlineMs,
    }),
  };
}

function dayDeadline(context: Context, term: DayTerm): DayDeadline {
  const { zone, rules, registration } = context;
  const { extension } = context.question;
  const excluded = pausedDays(context.pauses, zone, registration);
  const amount = term.amount + (extension?.amount ?? 0);
  const counted = countDays(rules, registration, term.unit, amount, excluded);
  const day = counted.day === null ? null : rollDay(rules, counted.day, term);
  return {
    kind: 'days',
    date: day === null ? null : formatDate(day),
    endsAtMs: day === null ? null : zone.at(day + 1, 0),
    remainingDays: day === null ? counted.remainingDays : null,
    skipped: counted.skipped,
    extraWorking: counted.extraWorking,
    excluded: describe(excluded, counted.day),
    rolledFrom: counted.day === null || counted.day === day ? null : formatDate(counted.day),
    ...derivation(context),
    ...(extension && { originalDate: originalDate(context, term, excluded) }),
  };
}

/** The first term's own last day: the extension is added before the roll, so it is counted apart. */
function originalDate(
  context: Context,
  term: DayTerm,
  excluded: readonly DayRange[],
): string | null {
  const { rules, registration } = context;
  const { day } = countDays(rules, registration, term.unit, term.amount, excluded);
  return day === null ? null : formatDate(rollDay(rules, day, term));
}

function describe(excluded: readonly DayRange[], day: number | null): DayDeadline['excluded'] {
  return excluded
    .filter(([from]) => day === null || from <= day)
    .map(([from, to]) => ({
      from: formatDate(from),
      to: to === Number.POSITIVE_INFINITY ? null : formatDate(to),
    }));
}
