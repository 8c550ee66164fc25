import { currentLocale, m, plainDay } from '@otklik/i18n';

/** «по телефону» and the like, by the code. */
export const channelWords: Readonly<Record<string, () => string>> = {
  present: m.assisted_channel_present,
  telephone: m.assisted_channel_telephone,
  letter: m.assisted_channel_letter,
};

export const noticeWords: Readonly<Record<string, () => string>> = {
  call: m.assisted_notices_call,
  letter: m.assisted_notices_letter,
  none: m.assisted_notices_none,
};

export const outcomeWords: Readonly<Record<string, () => string>> = {
  reached: m.assisted_outcome_reached,
  'not-reached': m.assisted_outcome_not_reached,
  posted: m.assisted_outcome_posted,
};

/** The languages of sheets, letters and calls, each by its own name. */
export const languageWords: Readonly<Record<string, () => string>> = {
  ru: m.assisted_language_ru,
  en: m.assisted_language_en,
};

const options = (words: Readonly<Record<string, () => string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text: text() }));

export const channelOptions = () => options(channelWords);
export const languageOptions = () => options(languageWords);
export const noticeOptions = () => options(noticeWords);

export const lateWords = m.assisted_late;

/** What may come of a call, and of a letter. */
export const outcomesOf = (way: 'call' | 'letter'): readonly string[] =>
  way === 'call' ? ['reached', 'not-reached'] : ['posted'];

/** `YYYY-MM-DD` in words, always with its year: it stands on paper too. */
export const dayWords = (day: string): string => plainDay(currentLocale(), day);

/** Clinic and topic as they stand in the address of the intake form. */
export const aboutOf = (clinic: string, topic: string): string =>
  new URLSearchParams({ clinic, topic }).toString();
