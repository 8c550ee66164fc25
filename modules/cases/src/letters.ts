import type { CaseTemplate } from '@otklik/notices';
import type { Rung } from './model/ladder.ts';
import type { Move, Stage } from './model/moves.ts';

interface Letters {
  readonly author?: CaseTemplate;
  /** Who on the clinic's side gets which letter. */
  readonly clinic?: Readonly<Partial<Record<Rung, CaseTemplate>>>;
}

const toClinic = (template: CaseTemplate): Letters['clinic'] => ({ executor: template });

/** Who is written to after which move. A move without a row is told on the pages alone. */
export const LETTERS: Readonly<Partial<Record<Move | 'open' | 'recount', Letters>>> = {
  'confirm-address': { author: 'case-submitted' },
  'confirm-address-in-danger': { author: 'case-submitted' },
  publish: { author: 'case-published', clinic: toClinic('answer-requested') },
  reject: { author: 'case-rejected' },
  'return-message': { author: 'case-returned' },
  'no-reply': { author: 'case-rejected' },
  'grant-appeal': { author: 'appeal-granted' },
  'refuse-appeal': { author: 'appeal-refused' },
  'redirect-unpublished': { author: 'case-redirected' },
  redirect: { author: 'case-redirected' },
  'refuse-redirect': { clinic: toClinic('answer-requested') },
  'change-subject': { author: 'subject-changed', clinic: toClinic('answer-requested') },
  reroute: { author: 'case-rerouted', clinic: toClinic('answer-requested') },
  'return-answer': { clinic: toClinic('answer-returned') },
  'publish-answer': { author: 'answer-published' },
  'refuse-proposal': { clinic: toClinic('proposal-refused') },
  'refuse-extension': { clinic: toClinic('proposal-refused') },
  'refuse-extension-again': { clinic: toClinic('proposal-refused') },
  'refuse-not-ours': { clinic: toClinic('proposal-refused') },
  'ask-author': { author: 'question-asked', clinic: toClinic('proposal-accepted') },
  'answer-question': { clinic: toClinic('question-answered') },
  'leave-unanswered': { clinic: toClinic('question-unanswered') },
  'accept-interim': { author: 'plan-published', clinic: toClinic('proposal-accepted') },
  'accept-extension': { author: 'plan-moved', clinic: toClinic('proposal-accepted') },
  'extend-again': { author: 'plan-moved', clinic: toClinic('proposal-accepted') },
  'plan-passed': { author: 'plan-due' },
  'deny-plan': { clinic: { executor: 'plan-not-kept', head: 'plan-not-kept' } },
  confirm: { author: 'verdict-recorded' },
  'confirm-partly': { author: 'verdict-recorded' },
  'confirm-plan': { author: 'verdict-recorded' },
  dispute: { author: 'verdict-recorded' },
  'dispute-unchecked': { author: 'verdict-recorded' },
  'refute-again': { author: 'verdict-recorded' },
  'lift-limit': { author: 'check-started' },
  'uphold-dispute': {
    author: 'control-decided',
    clinic: { executor: 'answer-requested', head: 'dispute-upheld' },
  },
  'refuse-dispute': { author: 'control-decided' },
  'fall-silent': { author: 'case-silent' },
  reopen: { author: 'case-reopened', clinic: toClinic('answer-requested') },
  withdraw: { author: 'withdrawn', clinic: toClinic('withdrawn-by-author') },
  retract: { author: 'withdrawn' },
  'withdraw-unpublished': { author: 'withdrawn' },
};

/** Who reads what once the deadline of a stage has passed. */
interface LateLetters {
  /** Absent where another letter says it already: of a promised day the author is asked. */
  readonly author?: CaseTemplate;
  /** To those who owe the step. */
  readonly owner: CaseTemplate;
  /** To those above them. */
  readonly above: CaseTemplate;
}

const CLINIC_LATE = { owner: 'deadline-passed', above: 'clinic-late' } as const;
const sameFor = (author: CaseTemplate, staff: CaseTemplate): LateLetters => ({
  author,
  owner: staff,
  above: staff,
});

/** Each says what is late and who is: what is true of a clinic's answer is not of a moderator's check. */
export const LATE_LETTERS: Readonly<Partial<Record<Stage, LateLetters>>> = {
  reply: { author: 'case-overdue', ...CLINIC_LATE },
  planned: CLINIC_LATE,
  moderation: sameFor('check-overdue', 'check-late'),
  appeal: sameFor('refusal-check-overdue', 'refusal-check-late'),
  'reply-moderation': sameFor('answer-check-overdue', 'answer-check-late'),
  control: sameFor('control-overdue', 'control-late'),
};

export const lateLetter = ({ owner, above }: LateLetters, rung: Rung): CaseTemplate =>
  rung === 'organisation' || rung === 'department' ? above : owner;
