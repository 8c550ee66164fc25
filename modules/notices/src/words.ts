import type { StaffRole } from '@otklik/kernel';
import { formatter, m, type Locale } from '@otklik/i18n';
import type {
  AccountChange,
  CaseLetter,
  CaseTemplate,
  TemplateData,
  TemplateName,
} from './templates.ts';
import { PROPOSAL_SAYINGS } from './words-crowd.ts';
import { SYSTEMIC_SAYINGS } from './words-systemic.ts';
import { THANKS_SAYINGS } from './words-thanks.ts';
import { TERM_SAYINGS } from './words-terms.ts';
import { WAIT_SAYINGS } from './words-waits.ts';

/** What a letter says, in one language, before it is laid out. */
export interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
  readonly why: string;
  readonly stop: string;
  /** Where `stop` leads, for letters that come again and again. */
  readonly stopLink?: string;
  /** What happened, one by one, between the paragraphs and the button. */
  readonly items?: readonly LetterItem[];
  /** A last line below the items. */
  readonly after?: string;
  /** Who signs, below the button. */
  readonly signed?: string;
}

/** One of several things that a letter tells of. */
export interface LetterItem {
  readonly title: string;
  readonly lines: readonly string[];
  readonly link: string;
}

const roles: Record<StaffRole, Message<Record<string, never>>> = {
  moderator: m.notices_role_moderator,
  executor: m.notices_role_executor,
  head: m.notices_role_head,
  coordinator: m.notices_role_coordinator,
  controller: m.notices_role_controller,
  administrator: m.notices_role_administrator,
  clerk: m.notices_role_clerk,
};

const changes: Record<AccountChange, Message<Record<string, never>>> = {
  'identity-linked': m.notices_change_identity_linked,
  'identity-unlinked': m.notices_change_identity_unlinked,
  'passkey-added': m.notices_change_passkey_added,
  'passkey-removed': m.notices_change_passkey_removed,
  'totp-added': m.notices_change_totp_added,
  'totp-removed': m.notices_change_totp_removed,
  'address-changed': m.notices_change_address_changed,
  'role-given': m.notices_change_role_given,
  'role-taken': m.notices_change_role_taken,
};

type Facts = { number: string; clinic: string; topic: string; due: string };
type Options = { locale: Locale };
type Message<Inputs> = (inputs: Inputs, options: Options) => string;
type Say<Data> = (data: Data, locale: Locale, now: Date) => Words;

const factsOf = (data: Partial<CaseLetter>, locale: Locale, now: Date): Facts => ({
  number: data.number ?? '',
  clinic: (locale === 'en' ? data.clinicNameEn : undefined) ?? data.clinicName ?? '',
  topic: (locale === 'ru' ? data.topicRu : data.topicEn) || m.notices_no_topic({}, { locale }),
  due:
    data.dueAt && data.zone
      ? formatter(locale, data.zone, now).until(data.dueAt)
      : m.notices_due_later({}, { locale }),
});

// Codes of the case engine have their words in its own area of messages; a code without words is not said.
const messages: Readonly<Record<string, unknown>> = { ...m };
function reasonOf(data: CaseLetter, locale: Locale): string | undefined {
  const own = locale === 'ru' ? data.reasonRu : data.reasonEn;
  if (own || !data.reasonCode) return own;
  const message = messages[`cases_reason_${data.reasonCode.replaceAll('-', '_')}`];
  return typeof message === 'function' ? String(message({}, { locale })) : undefined;
}

type Reader = 'author' | 'staff' | 'named' | 'supporter';
const WHY: Readonly<Record<Reader, Message<Record<string, never>>>> = {
  author: m.notices_why_author,
  staff: m.notices_why_staff,
  named: m.notices_why_named,
  supporter: m.notices_why_supporter,
};
const STOP: Readonly<Record<Reader, Message<Record<string, never>>>> = {
  author: m.notices_stop_author,
  staff: m.notices_stop_staff,
  named: m.notices_stop_named,
  supporter: m.notices_stop_supporter,
};

/** Letters about a case differ in their words alone. */
function about(
  reader: Reader,
  subject: Message<Facts>,
  lead: Message<Facts>,
  button: Message<Record<string, never>>,
): Say<CaseLetter> {
  return (data, locale, now) => {
    const facts = factsOf(data, locale, now);
    const reason = reasonOf(data, locale);
    return {
      subject: subject(facts, { locale }),
      paragraphs: [
        lead(facts, { locale }),
        ...(reason ? [m.notices_reason({ reason }, { locale })] : []),
      ],
      button: button({}, { locale }),
      why: WHY[reader]({}, { locale }),
      stop: STOP[reader]({}, { locale }),
    };
  };
}

/** Who reads each letter about a case; its words are the messages `notices_NAME_subject`, `_lead` and `_button`. */
const READERS: Readonly<Record<CaseTemplate, Reader>> = {
  'case-submitted': 'author',
  'case-published': 'author',
  'case-rejected': 'author',
  'answer-published': 'author',
  'verdict-reminder': 'author',
  'verdict-recorded': 'author',
  'answer-amended': 'author',
  'answer-added': 'author',
  'answer-change-refused': 'staff',
  'case-overdue': 'author',
  'check-overdue': 'author',
  'refusal-check-overdue': 'author',
  'answer-check-overdue': 'author',
  'control-overdue': 'author',
  'danger-overdue': 'author',
  'clinic-late': 'staff',
  'check-late': 'staff',
  'refusal-check-late': 'staff',
  'answer-check-late': 'staff',
  'answer-change-late': 'staff',
  'control-late': 'staff',
  'danger-late': 'staff',
  'proposal-late': 'staff',
  'control-decided': 'author',
  'case-silent': 'author',
  'answer-returned': 'staff',
  'answer-requested': 'staff',
  'case-returned': 'author',
  'appeal-granted': 'author',
  'appeal-refused': 'author',
  'case-redirected': 'author',
  'case-rerouted': 'author',
  'subject-changed': 'author',
  'question-asked': 'author',
  'plan-published': 'author',
  'plan-moved': 'author',
  'plan-due': 'author',
  'check-started': 'author',
  'case-reopened': 'author',
  'proposal-accepted': 'staff',
  'proposal-refused': 'staff',
  'question-answered': 'staff',
  'question-unanswered': 'staff',
  'plan-not-kept': 'staff',
  'dispute-upheld': 'staff',
  'deadline-near': 'staff',
  'deadline-passed': 'staff',
  'draft-to-sign': 'staff',
  'draft-given-back': 'staff',
  'promise-asked': 'author',
  'promise-near': 'staff',
  'promise-overdue': 'staff',
  'danger-raised': 'staff',
  'body-notified': 'staff',
  'appeal-step': 'author',
  'appeal-forwarded': 'staff',
  'named-told': 'named',
  'named-to-tell': 'staff',
  'pressure-reported': 'staff',
  'appeal-late': 'staff',
  'appeal-overdue': 'author',
  'support-given': 'supporter',
  'support-answered': 'supporter',
  'support-moved': 'supporter',
  'support-gone': 'supporter',
  withdrawn: 'author',
  'withdrawn-by-author': 'staff',
  'erased-by-author': 'staff',
};

/** A message by its name; the words of a letter are looked up once, when the program starts. */
function messageOf<Inputs>(name: string): Message<Inputs> {
  const message = messages[name];
  if (typeof message !== 'function') throw new TypeError(`no message ${name}`);
  return message as Message<Inputs>;
}

function aboutCases(): Record<CaseTemplate, Say<CaseLetter>> {
  const names = Object.keys(READERS) as CaseTemplate[];
  return Object.fromEntries(
    names.map((name) => {
      const key = `notices_${name.replaceAll('-', '_')}`;
      const say = about(
        READERS[name],
        messageOf<Facts>(`${key}_subject`),
        messageOf<Facts>(`${key}_lead`),
        messageOf<Record<string, never>>(`${key}_button`),
      );
      return [name, say];
    }),
  ) as Record<CaseTemplate, Say<CaseLetter>>;
}

const sayings: { readonly [T in TemplateName]: Say<TemplateData[T]> } = {
  'sign-in-link': (data, locale) => ({
    subject: m.notices_sign_in_link_subject({}, { locale }),
    paragraphs: [m.notices_sign_in_link_lead({ minutes: data.minutes }, { locale })],
    button: m.notices_sign_in_link_button({}, { locale }),
    why: m.notices_sign_in_link_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'account-changed': ({ what }, locale) => ({
    subject: m.notices_account_changed_subject({}, { locale }),
    paragraphs: [changes[what]({}, { locale }), m.notices_account_changed_lead({}, { locale })],
    button: m.notices_account_changed_button({}, { locale }),
    why: m.notices_account_changed_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'wish-answered': ({ text }, locale) => ({
    subject: m.notices_wish_answered_subject({}, { locale }),
    paragraphs: [m.notices_wish_answered_lead({}, { locale }), ...text.split(/\n+/)],
    button: m.notices_wish_answered_button({}, { locale }),
    why: m.notices_wish_answered_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'danger-in-wish': (_, locale) => ({
    subject: m.notices_danger_in_wish_subject({}, { locale }),
    paragraphs: [m.notices_danger_in_wish_lead({}, { locale })],
    button: m.notices_danger_in_wish_button({}, { locale }),
    why: m.notices_danger_in_wish_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'danger-in-comment': (_, locale) => ({
    subject: m.notices_danger_in_comment_subject({}, { locale }),
    paragraphs: [m.notices_danger_in_comment_lead({}, { locale })],
    button: m.notices_danger_in_wish_button({}, { locale }),
    why: m.notices_danger_in_wish_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'danger-in-appeal': (_, locale) => ({
    subject: m.notices_danger_in_appeal_subject({}, { locale }),
    paragraphs: [m.notices_danger_in_appeal_lead({}, { locale })],
    button: m.notices_danger_in_wish_button({}, { locale }),
    why: m.notices_danger_in_appeal_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'prove-again': ({ minutes }, locale) => ({
    subject: m.notices_prove_again_subject({}, { locale }),
    paragraphs: [m.notices_prove_again_lead({ minutes }, { locale })],
    button: m.notices_prove_again_button({}, { locale }),
    why: m.notices_prove_again_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'new-address': ({ minutes }, locale) => ({
    subject: m.notices_new_address_subject({}, { locale }),
    paragraphs: [m.notices_new_address_lead({ minutes }, { locale })],
    button: m.notices_new_address_button({}, { locale }),
    why: m.notices_new_address_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'subscription-confirmation': ({ titleRu, titleEn, hours }, locale) => ({
    subject: m.subscriptions_confirmation_subject({}, { locale }),
    paragraphs: [
      m.subscriptions_confirmation_lead(
        { title: locale === 'ru' ? titleRu : titleEn, hours },
        { locale },
      ),
    ],
    button: m.subscriptions_confirmation_button({}, { locale }),
    why: m.subscriptions_confirmation_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  ...WAIT_SAYINGS,
  ...TERM_SAYINGS,
  'staff-invitation': (data, locale) => {
    const role = roles[data.role]({}, { locale });
    return {
      subject: m.notices_staff_invitation_subject({}, { locale }),
      paragraphs: [m.notices_staff_invitation_lead({ role, days: data.days }, { locale })],
      button: m.notices_staff_invitation_button({}, { locale }),
      why: m.notices_staff_invitation_why({}, { locale }),
      stop: m.notices_stop_once({}, { locale }),
    };
  },
  'address-confirmation': (data, locale, now) => ({
    subject: m.notices_address_confirmation_subject({}, { locale }),
    paragraphs: [m.notices_address_confirmation_lead(factsOf(data, locale, now), { locale })],
    button: m.notices_address_confirmation_button({}, { locale }),
    why: m.notices_address_confirmation_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  ...THANKS_SAYINGS,
  ...SYSTEMIC_SAYINGS,
  ...PROPOSAL_SAYINGS,
  ...aboutCases(),
};

export const isTemplate = (name: string): name is TemplateName => name in sayings;

/** The words of one letter. `now` decides whether the year of a date is said. */
export function wordsOf<T extends TemplateName>(
  template: T,
  data: TemplateData[T],
  locale: Locale,
  now: Date,
): Words {
  return sayings[template](data, locale, now);
}
