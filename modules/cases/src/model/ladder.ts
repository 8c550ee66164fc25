import { deadline, reminder, WorkingTimeError, zoneOf } from '@otklik/working-time';
import type { CalendarFacts } from './clocks.ts';
import type { Due } from './facts.ts';
import type { Stage } from './moves.ts';

/** Who stands on the way up from a step: on the clinic's side, or on the region's. */
export type Rung =
  | 'executor'
  | 'head'
  | 'organisation'
  | 'department'
  | 'moderators'
  | 'controllers';

export interface LadderStep {
  readonly code: 'three-days-left' | 'one-day-left' | 'overdue' | 'long-overdue';
  /** Working days from the deadline; below zero before it. The overdue one is told at once. */
  readonly working_days: number;
  readonly to: readonly Rung[];
}

/** Who is told when about a deadline of the clinic: earlier the desk, later those above it. Section 2. */
export const LADDER: readonly LadderStep[] = [
  { code: 'three-days-left', working_days: -3, to: ['executor'] },
  { code: 'one-day-left', working_days: -1, to: ['executor', 'head'] },
  { code: 'overdue', working_days: 0, to: ['executor', 'head', 'organisation'] },
  { code: 'long-overdue', working_days: 3, to: ['head', 'organisation', 'department'] },
];

const MODERATION: readonly LadderStep[] = [
  { code: 'overdue', working_days: 0, to: ['moderators'] },
  { code: 'long-overdue', working_days: 1, to: ['moderators', 'department'] },
];

const CONTROL: readonly LadderStep[] = [
  { code: 'one-day-left', working_days: -1, to: ['controllers'] },
  { code: 'overdue', working_days: 0, to: ['controllers'] },
  { code: 'long-overdue', working_days: 1, to: ['controllers', 'department'] },
];

/**
 * Who hears of the deadline of a stage: always those who owe the step, then those above them, never the
 * clinic of a step that is the region's. A stage without a ladder is the author's, and time decides it. Of
 * danger nobody but the duty and the department hears: the subject of the cases knows who is on duty.
 */
export const LADDERS: Readonly<Partial<Record<Stage, readonly LadderStep[]>>> = {
  reply: LADDER,
  planned: LADDER,
  moderation: MODERATION,
  appeal: MODERATION,
  'reply-moderation': MODERATION,
  control: CONTROL,
};

/** The stages whose clock is the clinic's: lateness of any other is not the clinic's lateness. */
export const CLINIC_STAGES: readonly Stage[] = ['reply', 'planned'];

/** Notices go out when desks open, never at midnight or on a day off. */
const OPENING_min = 9 * 60;
const DAY_MS = 86_400_000;

export interface Notice {
  /** Place in the ladder. */
  readonly step: number;
  readonly at: Date;
}

function instantOf(step: LadderStep, date: string, facts: CalendarFacts): Date {
  const { calendar, zone } = facts;
  const { at } = zoneOf(zone);
  const opening = (day: string) => new Date(at(Date.parse(day) / DAY_MS, OPENING_min));
  if (step.working_days < 0)
    return opening(
      reminder({
        calendar,
        due: date,
        before: { amount: -step.working_days, unit: 'working-days' },
      }).date,
    );
  const later = deadline({
    zone,
    calendar,
    start: new Date(at(Date.parse(date) / DAY_MS, 12 * 60)),
    term: { amount: step.working_days, unit: 'working-days' },
  });
  return opening(later.kind === 'days' && later.date ? later.date : date);
}

/** The day of an instant where the clinic is: of a term in hours too. */
const dayOf = (at: Date, { zone }: CalendarFacts): string =>
  new Date(zoneOf(zone).localDay(at.getTime()) * DAY_MS).toISOString().slice(0, 10);

/**
 * The next notice of the stage's ladder after a step, or null: nobody else is to be told, the step is the
 * author's, or the year has no calendar. Steps whose time has passed are skipped. Being overdue is told by
 * the minute's own job and has no instant here.
 */
export function nextNotice(
  due: Due,
  after: number,
  now: Date,
  facts: CalendarFacts,
): Notice | null {
  const ladder = due.stage ? LADDERS[due.stage] : undefined;
  const date = due.date ?? (due.at && dayOf(due.at, facts));
  if (!ladder || !date) return null;
  for (const [step, rung] of ladder.entries()) {
    if (step <= after || rung.working_days === 0) continue;
    try {
      const at = instantOf(rung, date, facts);
      if (at > now) return { step, at };
    } catch (error) {
      if (error instanceof WorkingTimeError && error.code === 'calendar-year-missing') return null;
      throw error;
    }
  }
  return null;
}

/** The first notice about the deadline that runs after a move. */
export const firstNotice = ({ due }: { readonly due: Due }, now: Date, facts: CalendarFacts) =>
  nextNotice(due, -1, now, facts);

/**
 * A notice that is set, counted on today's calendar; null where it stays. One that had no calendar is set now. What
 * was ahead does not come to lie behind: then it goes out when it was to.
 */
export function recountNotice(
  due: Due,
  set: Notice | null,
  now: Date,
  facts: CalendarFacts,
): Notice | null {
  const next = nextNotice(due, set ? set.step - 1 : -1, now, facts);
  if (!next || !set) return next;
  const stays = next.step !== set.step || next.at.getTime() === set.at.getTime();
  return stays ? null : next;
}
