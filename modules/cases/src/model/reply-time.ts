import { isWorkingDay, WorkingTimeError, zoneOf } from '@otklik/working-time';
import type { CalendarFacts, Clock, Pause } from './clocks.ts';

const DAY_MS = 86_400_000;

/** How long an answer took and whether it came in time. */
export interface ReplyTime {
  /** Working days after the day the clock began, up to the day the answer was handed in. */
  readonly days: number;
  readonly timing: 'in-time' | 'last-day' | 'late';
}

/** More than a year of working days is not told apart. */
const DAYS_MAX = 250;

/**
 * Working days from one instant to another: the day of the first does not count, that of the other does;
 * days after the beginning of a pause up to its end are left out.
 *
 * @throws WorkingTimeError calendar-year-missing
 */
export function workingDaysUsed(
  from: Date,
  to: Date,
  pauses: readonly Pause[],
  { calendar, zone }: CalendarFacts,
): number {
  const place = zoneOf(zone);
  const dayOf = (at: Date): number => place.localDay(at.getTime());
  const paused = pauses.map((pause) => [dayOf(new Date(pause.from)), dayOf(new Date(pause.to))]);
  let used = 0;
  for (let day = dayOf(from) + 1; day <= dayOf(to) && used < DAYS_MAX; day += 1) {
    if (paused.some(([first, last]) => first! < day && day <= last!)) continue;
    if (isWorkingDay(calendar, new Date(day * DAY_MS).toISOString().slice(0, 10))) used += 1;
  }
  return used;
}

/**
 * Whether an interim answer that is accepted now was handed in before the last day of the reply's term, on it
 * or after it. The moderator's time is not the clinic's: what counts is when the clinic proposed.
 *
 * @param clocks before the move
 * @returns null when the term has no date, for a year of it has no calendar
 */
export function interimTiming(
  clocks: readonly Clock[],
  { zone }: CalendarFacts,
): ReplyTime['timing'] | null {
  const proposedAt = clocks.findLast((clock) => clock.stage === 'proposal')?.startedAt;
  const reply = clocks.findLast((clock) => clock.stage === 'reply');
  if (!proposedAt || !reply?.dueAt) return null;
  if (proposedAt > reply.dueAt) return 'late';
  const day = new Date(zoneOf(zone).localDay(proposedAt.getTime()) * DAY_MS);
  return reply.dueDate === day.toISOString().slice(0, 10) ? 'last-day' : 'in-time';
}

/**
 * The time of a round's answer that is published now, by the clocks before and after: from the beginning
 * of the round's reply clock to the day the clinic handed the answer in. The moderator's time is not the
 * clinic's.
 *
 * @returns null when nothing was handed in, or a year of it has no calendar
 */
export function replyTime(
  clocks: readonly Clock[],
  round: number,
  calendar: CalendarFacts,
): ReplyTime | null {
  const began = clocks.find((clock) => clock.stage === 'reply' && clock.round === round);
  const handedIn = clocks.findLast((clock) => clock.stage === 'reply-moderation')?.startedAt;
  if (!began || !handedIn) return null;
  // The clock that ended when the answer came in: the reply's own, or that of a promised date.
  const ended = clocks.findLast(
    ({ stage, stoppedAt, round: of }) =>
      (stage === 'reply' || stage === 'planned') &&
      stoppedAt?.getTime() === handedIn.getTime() &&
      of === began.round,
  );
  const pauses = clocks.flatMap((clock) =>
    clock.stage === 'reply' && clock.round === round ? clock.pauses : [],
  );
  const { zone } = calendar;
  const day = new Date(zoneOf(zone).localDay(handedIn.getTime()) * DAY_MS);
  const on_last_day = ended?.dueDate === day.toISOString().slice(0, 10);
  try {
    return {
      days: workingDaysUsed(began.startedAt, handedIn, pauses, calendar),
      timing: ended?.late ? 'late' : on_last_day ? 'last-day' : 'in-time',
    };
  } catch (error) {
    if (error instanceof WorkingTimeError && error.code === 'calendar-year-missing') return null;
    throw error;
  }
}
