import { AppError } from '@otklik/kernel';
import { deadline, WorkingTimeError, type Calendar, type Roll } from '@otklik/working-time';

/**
 * An appeal under the law on citizens' appeals (59-FZ): its own steps and clocks, kept apart from the
 * complaint's. Source: Federal Law 59-FZ, articles 8 and 12.
 */

export type AppealState = 'filed' | 'registered' | 'forwarded' | 'answered';
export type AppealStep = 'file' | 'register' | 'extend' | 'forward' | 'answer';
/** What stands in an appeal's history: its steps, and dates that came with a calendar. */
export type AppealEntry = AppealStep | 'recount';
export type AppealStage = 'registration' | 'answer' | 'forwarding';

/** Terms of a region, all in calendar days. */
export interface AppealTerms {
  readonly registration_days: number;
  readonly answer_days: number;
  readonly extension_days: number;
  readonly forwarding_days: number;
  /** Where the last day of the answer goes when it is off: a setting of the body. */
  readonly roll: Roll;
}

/** Times as ISO instants: clocks are kept as they are in the appeal's row. */
export interface AppealClock {
  readonly stage: AppealStage;
  readonly days: number;
  readonly extension_days: number;
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  readonly dueAt: string | null;
  readonly dueDate: string | null;
  readonly late: boolean | null;
  /** Where its last day goes when it is off; absent where it began before that was kept: the region's of today. */
  readonly roll?: Roll;
}

interface AppealRule {
  readonly from: readonly AppealState[];
  readonly to: AppealState;
  readonly stops: readonly AppealStage[];
  readonly starts: readonly AppealStage[];
}

/** The steps as a table. The extension is counted from the first term, so its clock stays the same one. */
export const APPEAL_STEPS: Readonly<Record<Exclude<AppealStep, 'file'>, AppealRule>> = {
  register: {
    from: ['filed'],
    to: 'registered',
    stops: ['registration'],
    starts: ['answer', 'forwarding'],
  },
  extend: { from: ['registered'], to: 'registered', stops: [], starts: [] },
  forward: {
    from: ['registered'],
    to: 'forwarded',
    stops: ['answer', 'forwarding'],
    starts: [],
  },
  answer: {
    from: ['registered'],
    to: 'answered',
    stops: ['answer', 'forwarding'],
    starts: [],
  },
};

export interface AppealFacts {
  readonly state: AppealState;
  readonly clocks: readonly AppealClock[];
}

export interface AppealPlace {
  readonly calendar: Calendar;
  readonly zone: string;
  readonly terms: AppealTerms;
}

const termOf = ({ terms }: AppealPlace, stage: AppealStage): { days: number; roll: Roll } => {
  if (stage === 'answer') return { days: terms.answer_days, roll: terms.roll };
  const days = stage === 'registration' ? terms.registration_days : terms.forwarding_days;
  return { days, roll: 'none' };
};

function clockFrom(
  stage: AppealStage,
  startedAt: string,
  extension: number,
  place: AppealPlace,
  /** The term that it began with, where the region's is another one by now. */
  own?: Pick<AppealClock, 'days' | 'roll'>,
): AppealClock {
  const today = termOf(place, stage);
  const days = own?.days ?? today.days;
  const roll = own?.roll ?? today.roll;
  const begun = { startedAt, stoppedAt: null, late: null };
  const bare = { stage, days, roll, extension_days: extension, ...begun };
  try {
    const found = deadline({
      zone: place.zone,
      calendar: place.calendar,
      start: new Date(startedAt),
      term: { amount: days, unit: 'calendar-days', roll },
      extension: extension > 0 ? { amount: extension } : null,
    });
    if (found.kind !== 'days') throw new AppError('internal', { reason: 'term-of-days' });
    const dueAt = found.endsAtMs === null ? null : new Date(found.endsAtMs).toISOString();
    return { ...bare, dueAt, dueDate: found.date };
  } catch (error) {
    // A year without a calendar promises no date, here as everywhere.
    if (error instanceof WorkingTimeError && error.code === 'calendar-year-missing')
      return { ...bare, dueAt: null, dueDate: null };
    throw error;
  }
}

/** A new appeal: it is to be registered within the region's days. */
export const fileAppeal = (at: Date, place: AppealPlace): AppealFacts => ({
  state: 'filed',
  clocks: [clockFrom('registration', at.toISOString(), 0, place)],
});

/**
 * One step of an appeal.
 * @param extension_days only for `extend`: within the region's limit, once
 * @throws AppError move-impossible, date-unfit
 */
export function stepAppeal(
  facts: AppealFacts,
  step: Exclude<AppealStep, 'file'>,
  at: Date,
  place: AppealPlace,
  extension_days = 0,
): AppealFacts {
  const rule = APPEAL_STEPS[step];
  if (!rule.from.includes(facts.state)) throw new AppError('move-impossible', { step });
  const clocks = facts.clocks.map((clock) => {
    if (!rule.stops.includes(clock.stage) || clock.stoppedAt) return clock;
    const late = clock.dueAt !== null && at > new Date(clock.dueAt);
    return { ...clock, stoppedAt: at.toISOString(), late };
  });
  if (step === 'extend')
    return { state: rule.to, clocks: extended(clocks, at, place, extension_days) };
  const fresh = rule.starts.map((stage) => clockFrom(stage, at.toISOString(), 0, place));
  return { state: rule.to, clocks: [...clocks, ...fresh] };
}

function extended(
  clocks: readonly AppealClock[],
  at: Date,
  place: AppealPlace,
  days: number,
): AppealClock[] {
  if (!(days >= 1 && days <= place.terms.extension_days))
    throw new AppError('date-unfit', { maximum_days: place.terms.extension_days });
  return clocks.map((clock) => {
    if (clock.stage !== 'answer' || clock.stoppedAt) return clock;
    const over = clock.dueAt !== null && at > new Date(clock.dueAt);
    // Once, and not after the term: lateness is not extended away.
    if (clock.extension_days > 0 || over) throw new AppError('move-impossible', { step: 'extend' });
    return clockFrom('answer', clock.startedAt, days, place);
  });
}

/**
 * A running clock counted on today's calendar. What has a date keeps one, and nobody becomes late by a correction: a
 * day that was ahead does not come to lie behind.
 */
function counted(clock: AppealClock, at: Date, place: AppealPlace): AppealClock {
  if (clock.stoppedAt) return clock;
  const { stage, startedAt, extension_days } = clock;
  const again = clockFrom(stage, startedAt, extension_days, place, clock);
  if (again.dueAt === null || again.dueAt === clock.dueAt) return clock;
  const was_ahead = clock.dueAt !== null && at <= new Date(clock.dueAt);
  return was_ahead && new Date(again.dueAt) < at ? clock : again;
}

/**
 * The appeal with its running terms counted on today's calendar; null while no date changes. What has stopped keeps
 * what was true when it stopped.
 */
export function recountTerms(facts: AppealFacts, at: Date, place: AppealPlace): AppealFacts | null {
  const clocks = facts.clocks.map((clock) => counted(clock, at, place));
  const is_other = clocks.some((clock, index) => clock !== facts.clocks[index]);
  return is_other ? { ...facts, clocks } : null;
}

/**
 * The nearest deadline that is owed. Forwarding is owed only by who forwards: its days say how late that may
 * be done, and whoever answers owes the answer.
 */
export const appealDue = ({ clocks }: AppealFacts): Date | null => {
  const running = clocks.filter(
    (clock) => !clock.stoppedAt && clock.dueAt && clock.stage !== 'forwarding',
  );
  const nearest = running.map((clock) => clock.dueAt!).sort()[0];
  return nearest === undefined ? null : new Date(nearest);
};
