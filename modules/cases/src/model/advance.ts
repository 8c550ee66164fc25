import { AppError } from '@otklik/kernel';
import {
  resumeClock,
  startClock,
  stopClock,
  type CalendarFacts,
  type Clock,
  type Terms,
} from './clocks.ts';
import { FINAL_STATES, OWED_BY, ruleOf, type Move, type Role, type State } from './moves.ts';

/** What the rules need to know of a case. */
export interface CaseFacts {
  readonly state: State | null;
  readonly version: number;
  readonly round: number;
  readonly disputes: number;
  readonly terms: Terms;
  readonly clocks: readonly Clock[];
}

export interface Due {
  readonly stage: Clock['stage'] | null;
  readonly at: Date | null;
  readonly date: string | null;
}

/** What a move does, ready to be written: nothing here has happened yet. */
export interface Advanced {
  readonly facts: CaseFacts & { readonly state: State };
  readonly entry: {
    readonly seq: number;
    readonly at: Date;
    readonly move: Move | 'open' | 'recount';
    readonly from: State | null;
    readonly to: State;
    readonly role: Role;
    readonly reason: string | null;
    readonly public: boolean;
  };
  /** Clocks that began or changed, by their place in `facts.clocks`. */
  readonly touched: readonly number[];
  readonly due: Due;
  readonly closed: boolean;
}

export interface MoveRequest {
  readonly move: Move;
  readonly role: Role;
  readonly at: Date;
  readonly reason?: string | undefined;
}

const NOT_DUE: Due = { stage: null, at: null, date: null };

export function dueOf(state: State, round: number, clocks: readonly Clock[]): Due {
  const stage = OWED_BY[state]?.stage;
  const clock = clocks.findLast((c) => c.stage === stage && c.round === round && !c.stoppedAt);
  return clock ? { stage: clock.stage, at: clock.dueAt, date: clock.dueDate } : NOT_DUE;
}

/** Opens a case in `draft` (its author's address is not confirmed yet) or in `submitted`. */
export function open(
  terms: Terms,
  state: 'draft' | 'submitted',
  at: Date,
  calendar: CalendarFacts,
): Advanced {
  const clocks =
    state === 'submitted' ? [startClock('moderation', 1, terms.moderation, at, calendar)] : [];
  return {
    facts: { state, version: 1, round: 1, disputes: 0, terms, clocks },
    entry: {
      seq: 1,
      at,
      move: 'open',
      from: null,
      to: state,
      role: 'author',
      reason: null,
      public: false,
    },
    touched: clocks.map((_, index) => index),
    due: dueOf(state, 1, clocks),
    closed: false,
  };
}

/**
 * Applies one move by the table: checks state, role and reason, ends, begins and resumes clocks.
 * Pure: the same for one case of a living person and for a million simulated ones.
 *
 * @throws AppError move-impossible, forbidden, reason-required
 */
export function advance(facts: CaseFacts, request: MoveRequest, calendar: CalendarFacts): Advanced {
  const { move, role, at, reason } = request;
  const rule = ruleOf(move);
  if (!facts.state || !rule.from.includes(facts.state))
    throw new AppError('move-impossible', { move, state: facts.state });
  if (!rule.by.includes(role)) throw new AppError('forbidden', { move });
  if (rule.reasons && (!reason || !rule.reasons.includes(reason)))
    throw new AppError('reason-required', { move });

  const clocks = [...facts.clocks];
  const touched = new Set<number>();
  const replace = (index: number, clock: Clock) => {
    clocks[index] = clock;
    touched.add(index);
  };
  if (rule.stops) {
    const index = clocks.findLastIndex((clock) => clock.stage === rule.stops && !clock.stoppedAt);
    if (index >= 0) replace(index, stopClock(clocks[index]!, at));
  }
  if (rule.resumes) {
    const index = clocks.findLastIndex((clock) => clock.stage === rule.resumes);
    if (index >= 0) replace(index, resumeClock(clocks[index]!, at, calendar));
  }
  const round = facts.round + (rule.newRound ? 1 : 0);
  if (rule.starts)
    replace(clocks.length, startClock(rule.starts, round, facts.terms[rule.starts], at, calendar));

  const version = facts.version + 1;
  return {
    facts: {
      ...facts,
      state: rule.to,
      version,
      round,
      disputes: facts.disputes + (move === 'dispute' ? 1 : 0),
      clocks,
    },
    entry: {
      seq: version,
      at,
      move,
      from: facts.state,
      to: rule.to,
      role,
      reason: reason ?? null,
      public: rule.public,
    },
    touched: [...touched],
    due: dueOf(rule.to, round, clocks),
    closed: FINAL_STATES.includes(rule.to),
  };
}
