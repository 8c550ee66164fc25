import { m, type Locale } from '@otklik/i18n';
import type { ThanksLetter, ThanksTemplate } from './templates.ts';
import type { Words } from './words.ts';

type Say = (data: ThanksLetter, locale: Locale) => Words;
type Plain = (inputs: Record<string, never>, options: { locale: Locale }) => string;
type Facts = (inputs: { number: string; clinic: string }, options: { locale: Locale }) => string;

const said =
  (
    subject: Facts,
    lead: Facts,
    button: Plain,
    why: Plain,
    more?: (data: ThanksLetter, locale: Locale) => string,
  ): Say =>
  (data, locale) => {
    const clinic = (locale === 'en' ? data.clinicNameEn : undefined) ?? data.clinicName;
    const facts = { number: data.number, clinic };
    return {
      subject: subject(facts, { locale }),
      paragraphs: [lead(facts, { locale }), ...(more ? [more(data, locale)] : [])],
      button: button({}, { locale }),
      why: why({}, { locale }),
      stop: m.notices_stop_once({}, { locale }),
    };
  };

const REASONS: Readonly<Record<string, Plain>> = {
  'not-thanks': m.thanks_reason_not_thanks,
  advertising: m.thanks_reason_advertising,
  'personal-data': m.thanks_reason_personal_data,
  insult: m.thanks_reason_insult,
  'not-about-a-clinic': m.thanks_reason_not_about_a_clinic,
  other: m.thanks_reason_other,
};

/** Letters about thanks; none holds a word of the text. */
export const THANKS_SAYINGS: Readonly<Record<ThanksTemplate, Say>> = {
  'thanks-received': said(
    m.thanks_letter_received_subject,
    m.thanks_letter_received_lead,
    m.thanks_letter_received_button,
    m.notices_why_named,
  ),
  'thanks-for-head': said(
    m.thanks_letter_head_subject,
    m.thanks_letter_head_lead,
    m.thanks_letter_head_button,
    m.notices_why_staff,
  ),
  'thanks-published': said(
    m.thanks_letter_published_subject,
    m.thanks_letter_published_lead,
    m.thanks_letter_published_button,
    m.thanks_letter_author_why,
  ),
  'thanks-refused': said(
    m.thanks_letter_refused_subject,
    m.thanks_letter_refused_lead,
    m.thanks_letter_refused_button,
    m.thanks_letter_author_why,
    ({ reasonCode = 'other' }, locale) =>
      m.notices_reason(
        { reason: (REASONS[reasonCode] ?? m.thanks_reason_other)({}, { locale }) },
        { locale },
      ),
  ),
};
