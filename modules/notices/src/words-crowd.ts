import { m, type Locale } from '@otklik/i18n';
import type { ProposalLetter, ProposalTemplate } from './templates.ts';
import type { Words } from './words.ts';

type Said = (inputs: { number: string; title: string }, options: { locale: Locale }) => string;

const said =
  (subject: Said, lead: Said) =>
  (data: ProposalLetter, locale: Locale): Words => {
    const facts = { number: data.number, title: locale === 'en' ? data.titleEn : data.titleRu };
    return {
      subject: subject(facts, { locale }),
      paragraphs: [lead(facts, { locale })],
      button: m.crowd_letter_button({}, { locale }),
      why: m.crowd_letter_why({}, { locale }),
      stop: m.notices_stop_once({}, { locale }),
    };
  };

/** Letters about proposals; none holds a word of the text, and the reason stands on the page. */
export const PROPOSAL_SAYINGS: Readonly<Record<ProposalTemplate, ReturnType<typeof said>>> = {
  'proposal-shown': said(m.crowd_letter_shown_subject, m.crowd_letter_shown_lead),
  'proposal-returned': said(m.crowd_letter_returned_subject, m.crowd_letter_returned_lead),
  'proposal-rejected': said(m.crowd_letter_rejected_subject, m.crowd_letter_rejected_lead),
};
