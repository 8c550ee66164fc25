import type { Place } from './answers.ts';
import { workingDayBefore } from './day-terms.ts';
import { formatDate, parseDate } from './dates.ts';
import { rulesOf } from './deadline.ts';
import { refuse } from './errors.ts';
import type { Instant } from './instants.ts';
import { toMs } from './instants.ts';
import type { Pause } from './pauses.ts';
import { mergePauses } from './pauses.ts';
import type { Schedule } from './schedule.ts';
import { parseSchedule } from './schedule.ts';
import type { TimeTerm } from './terms.ts';
import { checkTerm, isTimeTerm, termMs } from './terms.ts';
import { subtractTime, timeBetween } from './time-terms.ts';
import type { WorkingHours } from './walk.ts';
import { zoneOf } from './zones.ts';

export interface ElapsedQuestion extends Place {
  readonly schedule: Schedule;
  readonly from: Instant;
  readonly to: Instant;
  readonly pauses?: readonly Pause[] | undefined;
}

export interface ReminderQuestion extends Omit<Place, 'zone'> {
  /** Due date, `YYYY-MM-DD`. */
  readonly due: string;
  readonly before: { readonly amount: number; readonly unit: 'working-days' };
}

export interface WarningQuestion extends Place {
  readonly schedule: Schedule;
  readonly deadline: Instant;
  readonly before: TimeTerm;
}

/**
 * Working time between two instants; 0 when it ends before it begins.
 * @throws WorkingTimeError `calendar-year-missing`, `schedule-invalid`, `pause-invalid`, `zone-unknown`, `instant-invalid`.
 */
export function elapsed(question: ElapsedQuestion): { seconds: number } {
  const hours = hoursOf(question);
  const [fromMs, toInstant] = [toMs(question.from, 'the beginning'), toMs(question.to, 'the end')];
  const pauses = mergePauses(question.pauses);
  return { seconds: timeBetween(hours, fromMs, toInstant, pauses) / 1000 };
}

/**
 * The date of a reminder: the n-th working day counted back from the due date.
 * @throws WorkingTimeError `instant-invalid` (no such due date), `term-invalid` (other units, below 1),
 *   `calendar-year-missing`, `schedule-invalid` (extra days), `no-working-time`.
 */
export function reminder(question: ReminderQuestion): { date: string } {
  const due = parseDate(question.due);
  if (due === null) throw refuse('instant-invalid', 'the due date is not a date');
  checkTerm(question.before);
  if (question.before.unit !== 'working-days')
    throw refuse('term-invalid', 'a reminder counts working days');
  return { date: formatDate(workingDayBefore(rulesOf(question), due, question.before.amount)) };
}

/**
 * The instant of a warning, an amount of working time before a deadline and never in closed time.
 * @throws WorkingTimeError `term-invalid` (units of days), and all that `elapsed` throws, `no-working-time`.
 */
export function warning(question: WarningQuestion): { atMs: number } {
  const hours = hoursOf(question);
  const deadlineMs = toMs(question.deadline, 'the deadline');
  checkTerm(question.before);
  if (!isTimeTerm(question.before))
    throw refuse('term-invalid', 'a warning counts minutes or hours');
  return { atMs: subtractTime(hours, deadlineMs, termMs(question.before)) };
}

function hoursOf(question: Place & { readonly schedule: Schedule }): WorkingHours {
  const zone = zoneOf(question.zone);
  return { zone, rules: rulesOf(question), schedule: parseSchedule(question.schedule) };
}
