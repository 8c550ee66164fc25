/**
 * The course of a case, as one table of rules. `docs/reference/states.md` is drawn from it.
 * Source of states and terms: complaints reference, sections 1, 2 and 5.
 */

export const STATES = [
  'draft',
  'lapsed',
  'submitted',
  'rejected',
  'in-work',
  'answer-draft',
  'answered',
  'confirmed',
  'partly',
  'silent',
  'disputed',
  'closed',
  'withdrawn',
] as const;
export type State = (typeof STATES)[number];

/** States nothing leads out of here. Reopening has rules of its own and comes with the whole lifecycle. */
export const FINAL_STATES: readonly State[] = [
  'lapsed',
  'rejected',
  'confirmed',
  'partly',
  'silent',
  'closed',
  'withdrawn',
];

export const ROLES = ['author', 'moderator', 'executor', 'controller', 'system'] as const;
export type Role = (typeof ROLES)[number];

export const STAGES = ['moderation', 'reply', 'reply-moderation', 'verdict', 'control'] as const;
export type Stage = (typeof STAGES)[number];

/** Why a message is refused: each has words for the author and one thing to do. Section 4. */
export const REJECTION_REASONS = [
  'personal-data-of-others',
  'insult',
  'no-facts',
  'not-about-a-clinic',
  'duplicate-by-author',
  'advertising',
  'medical-advice-sought',
  'court-or-police',
  'photo-unfit',
  'other',
] as const;

/** Why an answer goes back to the clinic. Section 4. */
export const RETURN_REASONS = [
  'question-not-answered',
  'personal-or-medical-data',
  'blames-the-patient',
  'promise-without-date',
  'boilerplate-only',
  'photo-from-elsewhere',
  'contradicts-evidence',
  'other',
] as const;

/** What a controller may find. */
export const CONTROL_FINDINGS = ['dispute-upheld', 'dispute-not-supported'] as const;

export interface Rule {
  readonly from: readonly State[];
  readonly to: State;
  readonly by: readonly Role[];
  /** The reason codes to choose from; a move with a list cannot be made without one of them. */
  readonly reasons?: readonly string[];
  /** The clock that ends with this move. */
  readonly stops?: Stage;
  /** The clock that begins with this move. */
  readonly starts?: Stage;
  /** The clock that had ended and goes on with what was left. */
  readonly resumes?: Stage;
  /** A new round: a second answer and a second verdict are due. */
  readonly newRound?: boolean;
  /** Whether everybody may see that it happened. */
  readonly public: boolean;
}

export const MOVES = {
  'confirm-address': {
    from: ['draft'],
    to: 'submitted',
    by: ['author'],
    starts: 'moderation',
    public: false,
  },
  lapse: { from: ['draft'], to: 'lapsed', by: ['system'], public: false },
  publish: {
    from: ['submitted'],
    to: 'in-work',
    by: ['moderator'],
    stops: 'moderation',
    starts: 'reply',
    public: true,
  },
  reject: {
    from: ['submitted'],
    to: 'rejected',
    by: ['moderator'],
    reasons: REJECTION_REASONS,
    stops: 'moderation',
    public: false,
  },
  'hand-in-answer': {
    from: ['in-work'],
    to: 'answer-draft',
    by: ['executor'],
    stops: 'reply',
    starts: 'reply-moderation',
    public: true,
  },
  'return-answer': {
    from: ['answer-draft'],
    to: 'in-work',
    by: ['moderator'],
    reasons: RETURN_REASONS,
    stops: 'reply-moderation',
    resumes: 'reply',
    public: true,
  },
  'publish-answer': {
    from: ['answer-draft'],
    to: 'answered',
    by: ['moderator'],
    stops: 'reply-moderation',
    starts: 'verdict',
    public: true,
  },
  confirm: { from: ['answered'], to: 'confirmed', by: ['author'], stops: 'verdict', public: true },
  'confirm-partly': {
    from: ['answered'],
    to: 'partly',
    by: ['author'],
    stops: 'verdict',
    public: true,
  },
  dispute: {
    from: ['answered'],
    to: 'disputed',
    by: ['author'],
    stops: 'verdict',
    starts: 'control',
    public: true,
  },
  'fall-silent': {
    from: ['answered'],
    to: 'silent',
    by: ['system'],
    stops: 'verdict',
    public: true,
  },
  'uphold-dispute': {
    from: ['disputed'],
    to: 'in-work',
    by: ['controller'],
    stops: 'control',
    starts: 'reply',
    newRound: true,
    public: true,
  },
  'refuse-dispute': {
    from: ['disputed'],
    to: 'closed',
    by: ['controller'],
    stops: 'control',
    public: true,
  },
  'withdraw-unpublished': {
    from: ['draft', 'submitted'],
    to: 'withdrawn',
    by: ['author'],
    stops: 'moderation',
    public: false,
  },
  withdraw: { from: ['in-work'], to: 'withdrawn', by: ['author'], stops: 'reply', public: true },
} as const satisfies Record<string, Rule>;

export type Move = keyof typeof MOVES;

/** A rule with its optional parts readable. */
export const ruleOf = (move: Move): Rule => MOVES[move];

/** Who owes the next step of a state, and on which clock. */
export const OWED_BY: Readonly<Partial<Record<State, { role: Role; stage: Stage | null }>>> = {
  draft: { role: 'author', stage: null },
  submitted: { role: 'moderator', stage: 'moderation' },
  'in-work': { role: 'executor', stage: 'reply' },
  'answer-draft': { role: 'moderator', stage: 'reply-moderation' },
  answered: { role: 'author', stage: 'verdict' },
  disputed: { role: 'controller', stage: 'control' },
};

/** States everybody may see: a withdrawn case only when it had been published. */
export const PUBLIC_STATES: readonly State[] = [
  'in-work',
  'answer-draft',
  'answered',
  'confirmed',
  'partly',
  'silent',
  'disputed',
  'closed',
  'withdrawn',
];
