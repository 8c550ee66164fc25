import type { CaseTemplate } from '@otklik/notices';
import type { Rung } from './model/ladder.ts';
import type { Move } from './model/moves.ts';

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
  'refuse-not-ours': { clinic: toClinic('proposal-refused') },
  'ask-author': { author: 'question-asked', clinic: toClinic('proposal-accepted') },
  'answer-question': { clinic: toClinic('question-answered') },
  'leave-unanswered': { clinic: toClinic('question-unanswered') },
  'accept-interim': { author: 'plan-published', clinic: toClinic('proposal-accepted') },
  'accept-extension': { author: 'plan-moved', clinic: toClinic('proposal-accepted') },
  'extend-again': { author: 'plan-moved', clinic: toClinic('proposal-accepted') },
  'plan-passed': { author: 'plan-due', clinic: toClinic('deadline-passed') },
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
