import { deadline, reminder, WorkingTimeError, zoneOf } from '@otklik/working-time';
import type { CalendarFacts } from './clocks.ts';
import type { Due } from './facts.ts';
import type { Stage } from './moves.ts';

/** Who answers for a clinic's step, from the desk up. */
export type Rung = 'executor' | 'head' | 'organisation' | 'department';

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

/** The steps that the clinic owes. */
export const LADDER_STAGES: readonly Stage[] = ['reply', 'planned'];

/** Notices go out when desks open, never at midnight or on a day off. */
const OPENING_min = 9 * 60;
const DAY_MS = 86_400_000;

export interface Notice {
  /** Place in the ladder. */
  readonly step: number;
  readonly at: Date;
}

function instantOf(step: LadderStep, due: Due & { date: string }, facts: CalendarFacts): Date {
  const { calendar, zone } = facts;
  const { at } = zoneOf(zone);
  const opening = (date: string) => new Date(at(Date.parse(date) / DAY_MS, OPENING_min));
  if (step.working_days < 0)
    return opening(
      reminder({
        calendar,
        due: due.date,
        before: { amount: -step.working_days, unit: 'working-days' },
      }).date,
    );
  const later = deadline({
    zone,
    calendar,
    start: new Date(at(Date.parse(due.date) / DAY_MS, 12 * 60)),
    term: { amount: step.working_days, unit: 'working-days' },
  });
  return opening(later.kind === 'days' && later.date ? later.date : due.date);
}

/**
 * The next notice of the ladder after a step, or null: nobody else is to be told, the step is not the
 * clinic's, or the year has no calendar. Steps whose time has passed are skipped. Being overdue is told by
 * the minute's own job and has no instant here.
 */
export function nextNotice(
  due: Due,
  after: number,
  now: Date,
  facts: CalendarFacts,
): Notice | null {
  if (!due.stage || !LADDER_STAGES.includes(due.stage) || !due.date) return null;
  for (const [step, rung] of LADDER.entries()) {
    if (step <= after || rung.working_days === 0) continue;
    try {
      const at = instantOf(rung, { ...due, date: due.date }, facts);
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
