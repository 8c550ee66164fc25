import { currentLocale, m } from '@otklik/i18n';

interface Post {
  readonly ru: string;
  readonly en: string;
}

/** Who and as what; the post alone without a name. */
export const personWords = (post: Post, name: string | null): string => {
  const said = currentLocale() === 'ru' ? post.ru : post.en;
  return name ? m.thanks_person_named({ name, post: said }) : m.thanks_person({ post: said });
};

const STATES: Readonly<Record<string, () => string>> = {
  submitted: m.thanks_state_submitted,
  published: m.thanks_state_published,
  refused: m.thanks_state_refused,
  withdrawn: m.thanks_state_withdrawn,
};
const REASONS = {
  'not-thanks': m.thanks_reason_not_thanks,
  advertising: m.thanks_reason_advertising,
  'personal-data': m.thanks_reason_personal_data,
  insult: m.thanks_reason_insult,
  'not-about-a-clinic': m.thanks_reason_not_about_a_clinic,
  other: m.thanks_reason_other,
} as const;
const CONSENTS: Readonly<Record<string, () => string>> = {
  'not-asked': m.thanks_consent_not_asked,
  asked: m.thanks_consent_asked,
  given: m.thanks_consent_given,
  refused: m.thanks_consent_refused,
  'taken-back': m.thanks_consent_taken_back,
};

export type Reason = keyof typeof REASONS;
export const stateWords = (state: string): string => STATES[state]?.() ?? state;
export const reasonWords = (reason: Reason): string => REASONS[reason]();
export const consentWords = (consent: string): string => CONSENTS[consent]?.() ?? consent;
/** For a select. */
export const reasonOptions = () =>
  (Object.keys(REASONS) as Reason[]).map((value) => ({ value, text: REASONS[value]() }));
