import { GAP } from '@otklik/cases';
import { findPersonalData, findSurnames, surnamesIn } from '@otklik/personal-data';

export const THANKS_STATES = ['submitted', 'published', 'refused', 'withdrawn'] as const;
export type ThanksState = (typeof THANKS_STATES)[number];

/** Why a moderator does not publish. */
export const REFUSAL_REASONS = [
  'not-thanks',
  'advertising',
  'personal-data',
  'insult',
  'not-about-a-clinic',
  'other',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export const CONSENTS = ['not-asked', 'asked', 'given', 'refused', 'taken-back'] as const;
export type Consent = (typeof CONSENTS)[number];

/** What the person thanked may say. */
export const CONSENT_ANSWERS = ['given', 'refused', 'taken-back'] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** Consent can be taken back only where it was given; the other answers always count, each once. */
export const mayAnswer = (now: Consent, answer: ConsentAnswer): boolean =>
  answer === 'taken-back'
    ? now === 'given'
    : answer === 'given'
      ? now !== 'given'
      : now !== 'given' && now !== 'refused';

// What people write before a name; with a capital it looks like a surname.
const TITLES =
  /^(?:врач|доктор|медсестр|сестр|санитар|регистратор|фельдшер|заведующ|главн|терапевт|хирург|педиатр)/iu;

/**
 * Names to keep out of public words while their bearers have not agreed.
 *
 * @param typed whom the author thanks, in the author's words
 * @param fullName of the person a moderator found; null while nobody was
 */
export function namesToHide(typed: string, fullName: string | null): string[] {
  const found = findPersonalData(typed)
    .filter(({ type }) => type === 'person')
    .flatMap(({ start, end }) => typed.slice(start, end).split(/[\s.,]+/));
  const names = [...(fullName?.split(/\s+/) ?? []), ...surnamesIn(typed), ...found];
  return [...new Set(names.filter((name) => name.length > 2 && !TITLES.test(name)))];
}

const GAPS = new RegExp(
  `${GAP.replace(/[[\]]/g, '\\$&')}(?:[ \\t]+${GAP.replace(/[[\]]/g, '\\$&')})+`,
  'gu',
);

/** The words with these names cut in any Russian case; a row of gaps becomes one. */
export function withoutNames(words: string, names: readonly string[]): string {
  let shown = '';
  let from = 0;
  for (const { start, end } of findSurnames(words, names)) {
    shown += words.slice(from, start) + GAP;
    from = end;
  }
  return (shown + words.slice(from)).replace(GAPS, GAP);
}

/** Whether the words seem to name somebody: of the staff without consent, or a patient. */
export const namesSomebody = (words: string): boolean =>
  findPersonalData(words).some(({ type }) => type === 'person');
