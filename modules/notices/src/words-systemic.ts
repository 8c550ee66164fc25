import { formatter, m, type Locale } from '@otklik/i18n';
import type { SystemicLetter, SystemicTemplate } from './templates.ts';
import type { Words } from './words.ts';

type Say = (data: SystemicLetter, locale: Locale, now: Date) => Words;
type Plain = (inputs: Record<string, never>, options: { locale: Locale }) => string;
type Facts = { number: string; clinic: string; title: string; due: string };
type Said = (inputs: Facts, options: { locale: Locale }) => string;

/** Letters about systemic cases differ in their words and in who reads them. */
const said =
  (subject: Said, lead: Said, reader: 'author' | 'staff'): Say =>
  (data, locale, now) => {
    const facts = {
      number: data.number,
      clinic: (locale === 'en' ? data.clinicNameEn : undefined) ?? data.clinicName,
      title: (locale === 'en' ? data.titleEn : '') || data.titleRu,
      due: data.dueAt
        ? formatter(locale, data.zone, now).until(data.dueAt)
        : m.notices_due_later({}, { locale }),
    };
    const why: Plain = reader === 'author' ? m.systemic_letter_why : m.notices_why_staff;
    const stop: Plain = reader === 'author' ? m.notices_stop_author : m.notices_stop_staff;
    return {
      subject: subject(facts, { locale }),
      paragraphs: [lead(facts, { locale })],
      button: m.systemic_letter_button({}, { locale }),
      why: why({}, { locale }),
      stop: stop({}, { locale }),
    };
  };

/** Letters about systemic cases; none holds a word of a message or of a plan. */
export const SYSTEMIC_SAYINGS: Readonly<Record<SystemicTemplate, Say>> = {
  'systemic-joined': said(
    m.systemic_letter_joined_subject,
    m.systemic_letter_joined_lead,
    'author',
  ),
  'systemic-plan': said(m.systemic_letter_plan_subject, m.systemic_letter_plan_lead, 'author'),
  'systemic-closed': said(
    m.systemic_letter_closed_subject,
    m.systemic_letter_closed_lead,
    'author',
  ),
  'systemic-plan-asked': said(
    m.systemic_letter_asked_subject,
    m.systemic_letter_asked_lead,
    'staff',
  ),
  'systemic-plan-near': said(m.systemic_letter_near_subject, m.systemic_letter_near_lead, 'staff'),
  'systemic-plan-late': said(m.systemic_letter_late_subject, m.systemic_letter_late_lead, 'staff'),
  'systemic-check-late': said(
    m.systemic_letter_check_subject,
    m.systemic_letter_check_lead,
    'staff',
  ),
  'systemic-plan-returned': said(
    m.systemic_letter_returned_subject,
    m.systemic_letter_returned_lead,
    'staff',
  ),
};
