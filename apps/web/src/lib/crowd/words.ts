import { currentLocale, m, plainDay } from '@otklik/i18n';

const PHASES: Readonly<Record<string, () => string>> = {
  coming: m.crowd_phase_coming,
  open: m.crowd_phase_open,
  over: m.crowd_phase_over,
};
const STATES: Readonly<Record<string, () => string>> = {
  waiting: m.crowd_state_waiting,
  shown: m.crowd_state_shown,
  returned: m.crowd_state_returned,
  rejected: m.crowd_state_rejected,
  withdrawn: m.crowd_state_withdrawn,
};
const REASONS = {
  'personal-data': m.crowd_reason_personal_data,
  insult: m.crowd_reason_insult,
  advertising: m.crowd_reason_advertising,
  'off-topic': m.crowd_reason_off_topic,
  duplicate: m.crowd_reason_duplicate,
  composite: m.crowd_reason_composite,
  unreadable: m.crowd_reason_unreadable,
  'names-staff': m.crowd_reason_names_staff,
  'asks-for-treatment-advice': m.crowd_reason_asks_for_treatment_advice,
} as const;

export type Reason = keyof typeof REASONS;
export const phaseWords = (phase: string): string => PHASES[phase]?.() ?? phase;
export const stateWords = (state: string): string => STATES[state]?.() ?? state;
export const reasonWords = (reason: Reason): string => REASONS[reason]();
/** For a select. */
export const reasonOptions = () =>
  (Object.keys(REASONS) as Reason[]).map((value) => ({ value, text: REASONS[value]() }));

interface InTwo {
  readonly titleRu: string;
  readonly titleEn: string;
}
export const titleOf = ({ titleRu, titleEn }: InTwo): string =>
  currentLocale() === 'en' ? titleEn : titleRu;
export const directionOf = ({ ru, en }: { readonly ru: string; readonly en: string }): string =>
  currentLocale() === 'en' ? en : ru;
/** The days on which proposals are taken, both inclusive. */
export const daysOf = ({ opensOn, closesOn }: { opensOn: string; closesOn: string }): string =>
  m.crowd_days({
    from: plainDay(currentLocale(), opensOn),
    to: plainDay(currentLocale(), closesOn),
  });
