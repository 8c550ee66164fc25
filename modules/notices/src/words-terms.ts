import { m, plainDay, type Locale } from '@otklik/i18n';
import type { TermLetter } from './templates.ts';
import type { Words } from './words.ts';

/** Letters about a term that somebody follows: whoever reads them over a shoulder learns a date. */
export const TERM_SAYINGS = {
  'term-near': ({ lastDay }: TermLetter, locale: Locale, now: Date): Words => {
    const day = plainDay(locale, lastDay, now);
    return {
      subject: m.guarantees_letter_near_subject({ day }, { locale }),
      paragraphs: [m.guarantees_letter_near_lead({ day }, { locale })],
      ...rest(locale),
    };
  },
  'term-over': ({ lastDay }: TermLetter, locale: Locale, now: Date): Words => {
    const day = plainDay(locale, lastDay, now);
    return {
      subject: m.guarantees_letter_over_subject({ day }, { locale }),
      paragraphs: [m.guarantees_letter_over_lead({ day }, { locale })],
      ...rest(locale),
    };
  },
} as const;

const rest = (locale: Locale) => ({
  button: m.guarantees_letter_button({}, { locale }),
  why: m.guarantees_letter_why({}, { locale }),
  stop: m.guarantees_letter_stop({}, { locale }),
});
