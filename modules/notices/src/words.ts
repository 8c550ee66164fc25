import type { StaffRole } from '@otklik/kernel';
import { formatter, m, type Locale } from '@otklik/i18n';
import type { CaseLetter, TemplateData, TemplateName } from './templates.ts';

/** What a letter says, in one language, before it is laid out. */
export interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
  readonly why: string;
  readonly stop: string;
}

const roles: Record<StaffRole, Message<Record<string, never>>> = {
  moderator: m.notices_role_moderator,
  executor: m.notices_role_executor,
  coordinator: m.notices_role_coordinator,
  controller: m.notices_role_controller,
  administrator: m.notices_role_administrator,
};

type Facts = { number: string; clinic: string; topic: string; due: string };
type Options = { locale: Locale };
type Message<Inputs> = (inputs: Inputs, options: Options) => string;
type Say<Data> = (data: Data, locale: Locale, now: Date) => Words;

const factsOf = (data: Partial<CaseLetter>, locale: Locale, now: Date): Facts => ({
  number: data.number ?? '',
  clinic: (locale === 'en' ? data.clinicNameEn : undefined) ?? data.clinicName ?? '',
  topic: (locale === 'ru' ? data.topicRu : data.topicEn) ?? '',
  due: data.dueAt
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

/** Letters about a case differ in their words alone. */
function about(
  reader: 'author' | 'staff',
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
      why:
        reader === 'author'
          ? m.notices_why_author({}, { locale })
          : m.notices_why_staff({}, { locale }),
      stop:
        reader === 'author'
          ? m.notices_stop_author({}, { locale })
          : m.notices_stop_staff({}, { locale }),
    };
  };
}

const sayings: { readonly [T in TemplateName]: Say<TemplateData[T]> } = {
  'sign-in-link': (data, locale) => ({
    subject: m.notices_sign_in_link_subject({}, { locale }),
    paragraphs: [m.notices_sign_in_link_lead({ minutes: data.minutes }, { locale })],
    button: m.notices_sign_in_link_button({}, { locale }),
    why: m.notices_sign_in_link_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
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
  'case-submitted': about(
    'author',
    m.notices_case_submitted_subject,
    m.notices_case_submitted_lead,
    m.notices_case_submitted_button,
  ),
  'case-published': about(
    'author',
    m.notices_case_published_subject,
    m.notices_case_published_lead,
    m.notices_case_published_button,
  ),
  'case-rejected': about(
    'author',
    m.notices_case_rejected_subject,
    m.notices_case_rejected_lead,
    m.notices_case_rejected_button,
  ),
  'answer-published': about(
    'author',
    m.notices_answer_published_subject,
    m.notices_answer_published_lead,
    m.notices_answer_published_button,
  ),
  'verdict-reminder': about(
    'author',
    m.notices_verdict_reminder_subject,
    m.notices_verdict_reminder_lead,
    m.notices_verdict_reminder_button,
  ),
  'verdict-recorded': about(
    'author',
    m.notices_verdict_recorded_subject,
    m.notices_verdict_recorded_lead,
    m.notices_verdict_recorded_button,
  ),
  'case-overdue': about(
    'author',
    m.notices_case_overdue_subject,
    m.notices_case_overdue_lead,
    m.notices_case_overdue_button,
  ),
  'control-decided': about(
    'author',
    m.notices_control_decided_subject,
    m.notices_control_decided_lead,
    m.notices_control_decided_button,
  ),
  'case-silent': about(
    'author',
    m.notices_case_silent_subject,
    m.notices_case_silent_lead,
    m.notices_case_silent_button,
  ),
  'answer-returned': about(
    'staff',
    m.notices_answer_returned_subject,
    m.notices_answer_returned_lead,
    m.notices_answer_returned_button,
  ),
  'answer-requested': about(
    'staff',
    m.notices_answer_requested_subject,
    m.notices_answer_requested_lead,
    m.notices_answer_requested_button,
  ),
  withdrawn: about(
    'author',
    m.notices_withdrawn_subject,
    m.notices_withdrawn_lead,
    m.notices_withdrawn_button,
  ),
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
