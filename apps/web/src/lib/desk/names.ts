import { currentLocale } from '@otklik/i18n';
import { state_names, type StateName } from '@otklik/ui';

/** The topic's short name in the page's language. */
export const subjectOf = (subject: { readonly ru: string; readonly en: string }): string =>
  currentLocale() === 'en' ? subject.en : subject.ru;

const known: readonly string[] = state_names;

/** The mark of a state; a state without one (a case that nobody confirmed) gets the neutral mark. */
export const stateTag = (state: string): StateName =>
  known.includes(state) ? (state as StateName) : 'unknown';
