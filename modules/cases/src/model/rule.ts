import type { ProposalKind, Role, Stage, State } from './states.ts';

/** How many clocks of a stage a case must have had for a move: "once", "only after the second". */
export interface ClockCount {
  readonly stage: Stage;
  /** Counted within the running round, or over the whole case. */
  readonly over: 'round' | 'case';
  readonly min?: number;
  readonly max?: number;
  /** At least one of them must be running. */
  readonly running?: true;
}

/** One row of the table of moves. What is not said is not so. */
export interface Rule {
  readonly from: readonly State[];
  /** `same`: the state stays. `back`: where the case was before it was put aside. */
  readonly to: State | 'same' | 'back';
  readonly by: readonly Role[];
  /** The reason codes to choose from; a move with a list cannot be made without one of them. */
  readonly reasons?: readonly string[];
  /** The clock that begins with this move. One that runs for the same stage ends. */
  readonly starts?: Stage;
  /** Clocks that had ended: the one of them that ended last goes on with what was left. */
  readonly resumes?: readonly Stage[];
  /** Takes one of the case's two pauses. */
  readonly pauses?: true;
  /** Keeps the state it leaves, for a later move `back`. */
  readonly remembers?: true;
  /** Only while this is the state to go back to; and what it becomes. */
  readonly backIs?: { readonly was: State; readonly becomes: State };
  /** A new round: a second answer and a second verdict are due. */
  readonly newRound?: true;
  /** Puts a proposal before those who decide it; only one may be open. */
  readonly proposes?: ProposalKind;
  /** Decides the open proposal; without one of these kinds the move is impossible. */
  readonly settles?: readonly ProposalKind[];
  /** May decide an open proposal of this kind on the way, and needs none. */
  readonly maySettle?: ProposalKind;
  readonly outcome?: 'accepted' | 'refused';
  readonly clocks?: ClockCount;
  /** Days since the case came into its state, in which the move can be made; by state where they differ. */
  readonly window_days?: number | Readonly<Partial<Record<State, number>>>;
  /** Minutes since the message was sent, in which the move can be made. */
  readonly window_min?: number;
  /** Only once the running step is overdue, or only while it is not. */
  readonly when?: 'overdue' | 'in-time';
  /** The terms that hold for the case have changed: the running clock is counted anew on the same start. */
  readonly recounts?: 'shorter-wins' | 'as-agreed';
  /** Nobody may make it who has moved this case in one of these roles before. */
  readonly unlike?: readonly Role[];
  /** Nor anybody who has made one of these moves in the running round. */
  readonly unlikeMakers?: readonly string[];
  /** Makes it where no controller is left who may. */
  readonly standIn?: Role;
  /** Whether everybody may see that it happened. */
  readonly public: boolean;
}
