/** A systemic case: several messages about one cause at one clinic, one plan. Rules alone; nothing is read here. */
import { AppError, type StaffRole } from '@otklik/kernel';

export const SYSTEMIC_STATES = [
  'proposed',
  'open',
  'planned',
  'done',
  'closed',
  'dismissed',
] as const;
export type SystemicState = (typeof SYSTEMIC_STATES)[number];

/** Everybody reads these; of the others only who works with them knows. */
export const PUBLIC_STATES: readonly SystemicState[] = ['open', 'planned', 'done', 'closed'];
/** Somebody still owes something. */
export const LIVING_STATES: readonly SystemicState[] = ['proposed', 'open', 'planned', 'done'];

export const EVIDENCE_KINDS = ['survey-drop', 'broken-norm'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
export type MemberKind = 'case' | EvidenceKind;

/** Why a member is not there any more: somebody decided so, or it went by itself. */
export type LeftBecause =
  | 'decided'
  | 'dismissed'
  | 'withdrawn'
  | 'erased'
  | 'taken-down'
  | 'elsewhere';

export const PLAN_OUTCOMES = ['change-made', 'change-planned', 'no-change'] as const;
export type PlanOutcome = (typeof PLAN_OUTCOMES)[number];
export const STEP_STATES = ['promised', 'overdue', 'done', 'kept', 'not-kept'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** So many published messages of one clinic and category within so many days are worth a look. */
export const CANDIDATE_CASES_MIN = 3;
export const CANDIDATE_days = 90;
/** What was before is compared with so many days after the change. */
export const COMPARED_days = 90;
/** A closed one can be opened again for so long. */
export const REOPEN_days = 180;
export const STEPS_MAX = 10;

export interface Rule {
  readonly from: readonly SystemicState[];
  /** Null: it stays where it is. */
  readonly to: SystemicState | null;
  readonly by: readonly (StaffRole | 'system')[];
  /** Everybody reads of it on the page. */
  readonly public: boolean;
}

export const SYSTEMIC_MOVES = {
  open: { from: ['proposed'], to: 'open', by: ['coordinator', 'controller'], public: true },
  join: {
    from: ['open', 'planned', 'done'],
    to: null,
    by: ['coordinator', 'controller'],
    public: true,
  },
  'join-evidence': {
    from: ['proposed', 'open', 'planned', 'done'],
    to: null,
    by: ['system'],
    public: true,
  },
  part: {
    from: ['open', 'planned', 'done'],
    to: null,
    by: ['coordinator', 'controller'],
    public: true,
  },
  'hand-in-plan': { from: ['open', 'planned'], to: null, by: ['executor', 'head'], public: true },
  'return-plan': { from: ['open', 'planned'], to: null, by: ['moderator'], public: true },
  'plan-steps': { from: ['open', 'planned'], to: 'planned', by: ['moderator'], public: true },
  // A plan without steps says what was done, or why nothing will be: nothing is left to wait for.
  'plan-whole': { from: ['open', 'planned'], to: 'done', by: ['moderator'], public: true },
  'report-step': { from: ['planned'], to: null, by: ['executor', 'head'], public: true },
  'last-step': { from: ['planned'], to: 'done', by: ['executor', 'head'], public: true },
  'plan-late': { from: ['open'], to: null, by: ['system'], public: true },
  // A moderator has not decided in time about the plan that was handed in.
  'check-late': { from: ['open', 'planned'], to: null, by: ['system'], public: true },
  // A corrected calendar gave the plan, or the check of it, another day.
  recount: { from: ['open', 'planned'], to: null, by: ['system'], public: true },
  close: { from: ['done'], to: 'closed', by: ['controller'], public: true },
  'ask-again': { from: ['done'], to: 'open', by: ['controller'], public: true },
  reopen: { from: ['closed'], to: 'open', by: ['coordinator', 'controller'], public: true },
  dismiss: {
    from: ['proposed', 'open'],
    to: 'dismissed',
    by: ['coordinator', 'controller'],
    public: false,
  },
} as const satisfies Record<string, Rule>;
export type SystemicMove = keyof typeof SYSTEMIC_MOVES;

export const ruleOf = (move: SystemicMove): Rule => SYSTEMIC_MOVES[move];

/** Where a move leads. @throws AppError move-impossible */
export function stateAfter(state: SystemicState, move: SystemicMove): SystemicState {
  const { from, to } = ruleOf(move);
  if (!from.includes(state))
    throw new AppError('move-impossible', { state, move, reason: 'not-in-this-state' });
  return to ?? state;
}

const DAY_ms = 86_400_000;

/** From when on later data can close it. */
export const closableFrom = (done_at: Date): Date =>
  new Date(done_at.getTime() + COMPARED_days * DAY_ms);

/** Until when a closed one can be opened again. */
export const reopenableUntil = (closed_at: Date): Date =>
  new Date(closed_at.getTime() + REOPEN_days * DAY_ms);

export const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * DAY_ms);

/** A case as far as joining asks. */
export interface Joinable {
  readonly clinic_id: string;
  readonly subject_code: string;
  readonly state: string;
  readonly published_at: Date | null;
  readonly erased_at: Date | null;
  readonly retracted_at: Date | null;
}

/** Why a case cannot be joined; null where it can. */
export function whyNotJoined(
  row: Joinable,
  place: { readonly clinic_id: string },
  topics: readonly string[],
): 'not-public' | 'other-clinic' | 'other-cause' | null {
  const is_gone =
    row.published_at === null ||
    row.erased_at !== null ||
    row.retracted_at !== null ||
    row.state === 'withdrawn' ||
    row.state === 'redirected';
  if (is_gone) return 'not-public';
  if (row.clinic_id !== place.clinic_id) return 'other-clinic';
  return topics.includes(row.subject_code) ? null : 'other-cause';
}
