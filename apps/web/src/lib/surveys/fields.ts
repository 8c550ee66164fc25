import { m } from '@otklik/i18n';

/** The name of a field is the key of its item; an id must be one word. */
export const idOf = (key: string): string => `q-${key.replaceAll(/[^\w-]+/g, '_')}`;

interface Coded {
  readonly code?: unknown;
}

/** What the field of an option sends. */
export const valueOf = (value: unknown): string =>
  String(typeof value === 'object' && value !== null ? (value as Coded).code : value);

const RULES: Readonly<Record<string, () => string>> = {
  required: m.survey_fault_required,
  maxLength: m.survey_fault_long,
  repeats: m.survey_fault_one,
};

/** What is wrong with an answer, in words. */
export const faultWords = (rule: string): string => (RULES[rule] ?? m.survey_fault_other)();
