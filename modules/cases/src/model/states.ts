/** The states of a case and who owes the next step in each. All of them: docs/reference/states.md. */

export const STATES = [
  'draft',
  'lapsed',
  'submitted',
  'danger',
  'returned',
  'rejected',
  'appealed',
  'in-work',
  'waiting-author',
  'planned',
  'answer-draft',
  'answered',
  'confirmed',
  'partly',
  'silent',
  'disputed',
  'closed',
  'redirected',
  'withdrawn',
] as const;
export type State = (typeof STATES)[number];

export const ROLES = [
  'author',
  'moderator',
  'executor',
  'coordinator',
  'controller',
  'system',
] as const;
export type Role = (typeof ROLES)[number];

export const STAGES = [
  'moderation',
  'danger',
  'fix',
  'appeal',
  'reply',
  'proposal',
  'author-answer',
  'planned',
  'reply-moderation',
  'verdict',
  'control',
] as const;
export type Stage = (typeof STAGES)[number];

/** What a clinic may ask for while it works; somebody else decides, and its clock runs on meanwhile. */
export const PROPOSAL_KINDS = ['question', 'interim', 'extension', 'not-ours'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export interface Owed {
  readonly role: Role;
  readonly stage: Stage | null;
  /**
   * A clock of another stage that may run here instead: of a promise whose date has passed, the case is
   * late from that date on, not from the day it came back.
   */
  readonly instead?: Stage;
}

/** Who owes the next step of a state, and on which clock. */
export const OWED_BY: Readonly<Partial<Record<State, Owed>>> = {
  draft: { role: 'author', stage: null },
  submitted: { role: 'moderator', stage: 'moderation' },
  danger: { role: 'moderator', stage: 'danger' },
  returned: { role: 'author', stage: 'fix' },
  appealed: { role: 'moderator', stage: 'appeal' },
  'in-work': { role: 'executor', stage: 'reply', instead: 'planned' },
  'waiting-author': { role: 'author', stage: 'author-answer' },
  planned: { role: 'executor', stage: 'planned' },
  'answer-draft': { role: 'moderator', stage: 'reply-moderation' },
  answered: { role: 'author', stage: 'verdict' },
  disputed: { role: 'controller', stage: 'control' },
};

/** The states in which one of these roles owes the next step. */
export const statesOwedBy = (roles: readonly Role[]): State[] =>
  (Object.entries(OWED_BY) as [State, Owed][])
    .filter(([, owed]) => roles.includes(owed.role))
    .map(([state]) => state);

/** Who decides what a clinic has proposed. */
export const DECIDED_BY: Readonly<Record<ProposalKind, Role>> = {
  question: 'moderator',
  interim: 'moderator',
  extension: 'moderator',
  'not-ours': 'coordinator',
};

/** Whether a promised date of the round was moved before: from then on a controller decides. Section 6. */
export const isSecondExtension = (
  clocks: readonly { readonly stage: Stage; readonly round: number }[],
  round: number,
): boolean => clocks.filter((one) => one.stage === 'planned' && one.round === round).length > 1;

/** The stages whose clock may run in a state. */
export const stagesOf = (state: State | null): readonly Stage[] => {
  const owed = state === null ? undefined : OWED_BY[state];
  return [owed?.stage, owed?.instead].filter((stage) => stage !== undefined && stage !== null);
};

/** Nobody owes anything here. Some of these can be opened again, see the moves that lead out of them. */
export const SETTLED_STATES: readonly State[] = [
  'lapsed',
  'rejected',
  'confirmed',
  'partly',
  'silent',
  'closed',
  'redirected',
  'withdrawn',
];

/** Nothing leads out of these. */
export const FINAL_STATES: readonly State[] = ['lapsed', 'withdrawn'];

/** States everybody may see: a withdrawn case only when it had been published. */
export const PUBLIC_STATES: readonly State[] = [
  'in-work',
  'waiting-author',
  'planned',
  'answer-draft',
  'answered',
  'confirmed',
  'partly',
  'silent',
  'disputed',
  'closed',
  'redirected',
  'withdrawn',
];
