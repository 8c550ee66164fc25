import type { Locale } from '@otklik/i18n';
import type { StaffRole } from '@otklik/kernel';

/** What a letter about a case may carry: public facts and codes, no word of the author's. */
export interface CaseLetter {
  /** The public number of the case. */
  readonly number: string;
  /** Where the button leads when there is no secret link: `/my/cases/…`. Without language prefix. */
  readonly path: string;
  readonly clinicName: string;
  /** Where somebody has given one; else the Russian name stands in English letters too. */
  readonly clinicNameEn?: string;
  readonly topicRu: string;
  readonly topicEn: string;
  /** IANA zone of the clinic. */
  readonly zone: string;
  /** ISO instant until which the next step is owed. */
  readonly dueAt?: string;
  /** A code of the engine's lists of reasons; its words are messages `cases_reason_…`. */
  readonly reasonCode?: string;
  /** The region's own words for a reason. */
  readonly reasonRu?: string;
  readonly reasonEn?: string;
}
/** Letters that name a term still go out when no date can be promised (a year without a calendar). */
type Due = { readonly dueAt?: string };

/** What was changed about an account; its owner is told of each. */
export const ACCOUNT_CHANGES = [
  'identity-linked',
  'identity-unlinked',
  'passkey-added',
  'passkey-removed',
  'totp-added',
  'totp-removed',
  'address-changed',
  'role-given',
  'role-taken',
] as const;
export type AccountChange = (typeof ACCOUNT_CHANGES)[number];

/** What a letter about thanks may carry: public facts, no word of the text, nobody's name. */
export interface ThanksLetter {
  readonly number: string;
  /** Where the button leads; without language prefix. */
  readonly path: string;
  readonly clinicName: string;
  readonly clinicNameEn?: string;
  readonly reasonCode?: string;
}
export type ThanksTemplate =
  | 'thanks-received'
  | 'thanks-for-head'
  | 'thanks-published'
  | 'thanks-refused';

/** What a letter about a proposal to a crowd project may carry: public facts, no word of the text. */
export interface ProposalLetter {
  readonly number: string;
  /** Where the button leads; without language prefix. */
  readonly path: string;
  /** Of the project. */
  readonly titleRu: string;
  readonly titleEn: string;
}
export type ProposalTemplate = 'proposal-shown' | 'proposal-returned' | 'proposal-rejected';

/** What a letter about a systemic case may carry: public facts, no word of an author's message. */
export interface SystemicLetter {
  readonly number: string;
  /** Where the button leads; without language prefix. */
  readonly path: string;
  readonly clinicName: string;
  readonly clinicNameEn?: string;
  readonly titleRu: string;
  readonly titleEn: string;
  readonly zone: string;
  /** ISO instant until which the clinic owes its plan. */
  readonly dueAt?: string;
}
export type SystemicTemplate =
  | 'systemic-joined'
  | 'systemic-plan'
  | 'systemic-closed'
  | 'systemic-plan-asked'
  | 'systemic-plan-near'
  | 'systemic-plan-late'
  | 'systemic-plan-returned'
  | 'systemic-check-late';

/** About waiting for a doctor: where, whose visits; public facts. */
export interface WaitLetter {
  readonly placeRu: string;
  readonly placeEn: string;
  readonly specialtyRu: string;
  readonly specialtyEn: string;
  readonly locale: Locale;
}

/** A local day (`YYYY-MM-DD`) and a path; anything more would say what somebody waits for. */
export interface TermLetter {
  readonly lastDay: string;
  readonly path: string;
}

/** Every letter the platform sends, with the facts it needs. */
export interface TemplateData
  extends
    Record<ThanksTemplate, ThanksLetter>,
    Record<SystemicTemplate, SystemicLetter>,
    Record<ProposalTemplate, ProposalLetter> {
  /** In the language of the page that it was asked for on, whatever the address was written to in before. */
  'sign-in-link': { readonly minutes: number; readonly locale?: Locale };
  'account-changed': { readonly what: AccountChange; readonly path: string };
  'prove-again': { readonly minutes: number };
  /** What a moderator wrote to whoever left a wish; emptied with the letters. */
  'wish-answered': { readonly text: string; readonly path: string };
  'new-address': { readonly minutes: number };
  /** What is to be followed, in the words of its page. */
  'subscription-confirmation': {
    readonly titleRu: string;
    readonly titleEn: string;
    readonly hours: number;
    readonly locale: Locale;
  };
  'wait-alert-confirmation': WaitLetter & { readonly before: string; readonly hours: number };
  /** A letter that comes again: `alertId` makes the link that stops it. */
  'wait-place-freed': WaitLetter & {
    readonly alertId: string;
    readonly path: string;
    readonly startAt: string;
    readonly zone: string;
  };
  /** How many norms are broken, lost places and silent sources somebody is told of. */
  'wait-norms-told': {
    readonly broken: number;
    readonly lost: number;
    readonly silent: number;
    readonly path: string;
  };
  /** A term that somebody follows: its last day and where to look, nothing of what it is about. */
  'term-near': TermLetter;
  'term-over': TermLetter;
  'staff-invitation': { readonly role: StaffRole; readonly days: number };
  'address-confirmation': Omit<CaseLetter, 'number' | 'path'> & Due;
  'case-submitted': CaseLetter & Due;
  'case-published': CaseLetter & Due;
  'case-rejected': CaseLetter;
  'answer-published': CaseLetter & Due;
  'verdict-reminder': CaseLetter & Due;
  'verdict-recorded': CaseLetter;
  'answer-amended': CaseLetter;
  'answer-added': CaseLetter;
  'answer-change-refused': CaseLetter;
  'case-overdue': CaseLetter;
  'check-overdue': CaseLetter & Due;
  'refusal-check-overdue': CaseLetter & Due;
  'answer-check-overdue': CaseLetter & Due;
  'control-overdue': CaseLetter & Due;
  'danger-overdue': CaseLetter & Due;
  'clinic-late': CaseLetter & Due;
  'check-late': CaseLetter & Due;
  'refusal-check-late': CaseLetter & Due;
  'answer-check-late': CaseLetter & Due;
  'answer-change-late': CaseLetter & Due;
  'control-late': CaseLetter & Due;
  'danger-late': CaseLetter & Due;
  'proposal-late': CaseLetter & Due;
  'control-decided': CaseLetter;
  'case-silent': CaseLetter;
  'answer-returned': CaseLetter & Due;
  'answer-requested': CaseLetter & Due;
  'case-returned': CaseLetter & Due;
  'appeal-granted': CaseLetter & Due;
  'appeal-refused': CaseLetter & Due;
  'case-redirected': CaseLetter & Due;
  'case-rerouted': CaseLetter & Due;
  'subject-changed': CaseLetter & Due;
  'question-asked': CaseLetter & Due;
  'plan-published': CaseLetter & Due;
  'plan-moved': CaseLetter & Due;
  'plan-due': CaseLetter & Due;
  'check-started': CaseLetter & Due;
  'case-reopened': CaseLetter & Due;
  'proposal-accepted': CaseLetter & Due;
  'proposal-refused': CaseLetter & Due;
  'question-answered': CaseLetter & Due;
  'question-unanswered': CaseLetter & Due;
  'plan-not-kept': CaseLetter & Due;
  'dispute-upheld': CaseLetter & Due;
  'deadline-near': CaseLetter & Due;
  'deadline-passed': CaseLetter & Due;
  'draft-to-sign': CaseLetter & Due;
  'draft-given-back': CaseLetter & Due;
  'promise-asked': CaseLetter & Due;
  'promise-near': CaseLetter & Due;
  'promise-overdue': CaseLetter & Due;
  'danger-raised': CaseLetter & Due;
  'danger-in-wish': { readonly path: string };
  'danger-in-comment': { readonly path: string };
  'danger-in-appeal': { readonly path: string };
  'body-notified': CaseLetter;
  'appeal-step': CaseLetter;
  'appeal-forwarded': CaseLetter;
  'named-told': CaseLetter & Due;
  'named-to-tell': CaseLetter & Due;
  'pressure-reported': CaseLetter & Due;
  'appeal-late': CaseLetter & Due;
  'appeal-overdue': CaseLetter & Due;
  'support-given': CaseLetter & Due;
  'support-answered': CaseLetter & Due;
  'support-moved': CaseLetter & Due;
  'support-gone': CaseLetter & Due;
  withdrawn: CaseLetter;
  'withdrawn-by-author': CaseLetter;
  'erased-by-author': CaseLetter;
}
export type TemplateName = keyof TemplateData;

/** The letters about a case: any of them can be sent with the same facts. */
export type CaseTemplate = Exclude<
  TemplateName,
  | ThanksTemplate
  | SystemicTemplate
  | ProposalTemplate
  | 'sign-in-link'
  | 'account-changed'
  | 'prove-again'
  | 'wish-answered'
  | 'danger-in-wish'
  | 'danger-in-comment'
  | 'danger-in-appeal'
  | 'new-address'
  | 'subscription-confirmation'
  | 'wait-alert-confirmation'
  | 'wait-place-freed'
  | 'wait-norms-told'
  | 'term-near'
  | 'term-over'
  | 'staff-invitation'
  | 'address-confirmation'
>;
