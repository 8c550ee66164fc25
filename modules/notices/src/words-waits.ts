import { formatter, m, plainDay, type Locale } from '@otklik/i18n';
import type { TemplateData, WaitLetter } from './templates.ts';
import type { Words } from './words.ts';

const facts = (data: WaitLetter, locale: Locale) => ({
  place: locale === 'ru' ? data.placeRu : data.placeEn,
  specialty: locale === 'ru' ? data.specialtyRu : data.specialtyEn,
});

/** Letters to whoever waits for an earlier place. */
export const WAIT_SAYINGS = {
  'wait-alert-confirmation': (
    data: TemplateData['wait-alert-confirmation'],
    locale: Locale,
  ): Words => ({
    subject: m.waits_letter_ask_subject({}, { locale }),
    paragraphs: [
      m.waits_letter_ask_lead(
        { ...facts(data, locale), before: plainDay(locale, data.before), hours: data.hours },
        { locale },
      ),
    ],
    button: m.waits_letter_ask_button({}, { locale }),
    why: m.waits_letter_ask_why({}, { locale }),
    stop: m.notices_stop_once({}, { locale }),
  }),
  'wait-place-freed': (
    data: TemplateData['wait-place-freed'],
    locale: Locale,
    now: Date,
  ): Words => {
    const moment = formatter(locale, data.zone, now).dateTime(data.startAt);
    return {
      subject: m.waits_letter_freed_subject({ ...facts(data, locale), moment }, { locale }),
      paragraphs: [
        m.waits_letter_freed_lead({ ...facts(data, locale), moment }, { locale }),
        m.waits_letter_freed_fast({}, { locale }),
      ],
      button: m.waits_letter_freed_button({}, { locale }),
      why: m.waits_letter_freed_why({}, { locale }),
      stop: m.waits_letter_freed_stop({}, { locale }),
    };
  },
  'wait-norms-told': (
    { broken, lost, silent }: TemplateData['wait-norms-told'],
    locale: Locale,
  ): Words => ({
    subject: m.waits_letter_norms_subject({}, { locale }),
    paragraphs: [
      ...(broken > 0 ? [m.waits_letter_norms_broken({ count: broken }, { locale })] : []),
      ...(lost > 0 ? [m.waits_letter_norms_lost({ count: lost }, { locale })] : []),
      ...(silent > 0 ? [m.waits_letter_norms_silent({ count: silent }, { locale })] : []),
    ],
    button: m.waits_letter_norms_button({}, { locale }),
    why: m.notices_why_staff({}, { locale }),
    stop: m.notices_stop_staff({}, { locale }),
  }),
} as const;
