import type { Clock, Terms } from './clocks.ts';
import {
  stagesOf,
  type Move,
  type ProposalKind,
  type Role,
  type Stage,
  type State,
} from './moves.ts';
import type { ReplyTime } from './reply-time.ts';

/** What the rules need to know of a case. */
export interface CaseFacts {
  readonly state: State | null;
  /** When it came into this state. */
  readonly since: Date | null;
  readonly version: number;
  readonly round: number;
  readonly disputes: number;
  /** How many of its pauses are used. */
  readonly pauses: number;
  /** The state to go back to, while the case is put aside. */
  readonly back: State | null;
  /** What the clinic has proposed and nobody decided yet. */
  readonly proposal: ProposalKind | null;
  readonly terms: Terms;
  readonly clocks: readonly Clock[];
}

export interface Due {
  readonly stage: Stage | null;
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
  /** What became of the proposal that was open. */
  readonly decided: 'accepted' | 'refused' | 'lapsed' | null;
  readonly closed: boolean;
  /** What the first published answer took, when this move publishes it. */
  readonly reply: ReplyTime | null;
  /** What an answer of a later round took, when this move publishes it. */
  readonly again: ReplyTime | null;
  /** How an interim answer that this move accepts kept the reply's term; null for every other move. */
  readonly interim: ReplyTime['timing'] | null;
}

export interface MoveRequest {
  readonly move: Move;
  readonly role: Role;
  readonly at: Date;
  readonly reason?: string | undefined;
  /** The promised date, `YYYY-MM-DD`, for a move that starts the clock of a promise. */
  readonly until?: string | undefined;
  /** The terms that hold from now on, for a move that counts anew. */
  readonly terms?: Terms | undefined;
}

/** Until when the open proposal is to be decided; null while there is none, or no calendar says. */
export const proposalDue = ({ proposal, clocks }: Pick<CaseFacts, 'proposal' | 'clocks'>) =>
  proposal === null
    ? null
    : (clocks.findLast((clock) => clock.stage === 'proposal' && !clock.stoppedAt)?.dueAt ?? null);

const NOT_DUE: Due = { stage: null, at: null, date: null };

export function dueOf(state: State, clocks: readonly Clock[]): Due {
  const stages = stagesOf(state);
  const clock = clocks.findLast((c) => stages.includes(c.stage) && !c.stoppedAt);
  return clock ? { stage: clock.stage, at: clock.dueAt, date: clock.dueDate } : NOT_DUE;
}
