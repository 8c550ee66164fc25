import type { DraftContent, TopicField } from '@otklik/complaints';
import { currentLocale, m } from '@otklik/i18n';
import { boxesOf } from './named.ts';
import { localTimeWords } from './words.ts';

type Facts = NonNullable<DraftContent['facts']>;

export const labelOf = (field: TopicField): string =>
  currentLocale() === 'en' ? field.label_en : field.label_ru;

/** The form's name of a topic's own question. */
export const controlOf = (field: TopicField): string => `facts.${field.code}`;

/** Reads the answers to a topic's own questions; what was left empty is left out. */
export function factsOf(form: FormData, fields: readonly TopicField[]): Facts {
  const facts: Facts = {};
  for (const field of fields) {
    const values = form.getAll(controlOf(field)).filter((value) => typeof value === 'string');
    const given = values.map((value) => value.slice(0, 2000)).filter((value) => value !== '');
    if (!given.length) continue;
    // Some browsers add seconds to a time.
    facts[field.code] =
      field.datatype === 'multivaluelist'
        ? given.slice(0, 60)
        : field.datatype === 'datetime'
          ? given[0]!.slice(0, 16)
          : given[0]!;
  }
  return facts;
}

/** Only what this topic asks: another topic's answers stay in the draft and are not sent. */
export const factsFor = (facts: Facts | undefined, fields: readonly TopicField[]): Facts =>
  Object.fromEntries(
    Object.entries(facts ?? {}).filter(([code]) => fields.some((field) => field.code === code)),
  );

const optionWords = (field: TopicField, key: string): string =>
  field.values?.find((value) => value.key === key)?.[currentLocale()] ?? key;

/** One answer as a person reads it; empty where none was given. */
export function factWords(field: TopicField, facts: Facts, now: Date): string[] {
  const value = facts[field.code];
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((key) => optionWords(field, key));
  const text = String(value);
  if (field.datatype === 'datetime')
    return [/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? localTimeWords(text, now) : text];
  return [field.datatype === 'singlevaluelist' ? optionWords(field, text) : text];
}

const kinds = {
  string: 'text',
  text: 'text',
  number: 'number',
  datetime: 'moment',
  singlevaluelist: 'choice',
  multivaluelist: 'choice',
} as const;

/** The form's controls, for the words of a refusal. */
export const controlsOf = (fields: readonly TopicField[]) =>
  ({
    clinic: { label: m.complaints_check_clinic(), kind: 'choice' },
    topic: { label: m.complaints_check_topic(), kind: 'choice' },
    object: { label: m.complaints_object_label(), kind: 'choice' },
    ...Object.fromEntries(
      fields.map((field) => [
        controlOf(field),
        { label: labelOf(field), kind: kinds[field.datatype] } as const,
      ]),
    ),
    story: { label: m.complaints_details_story() },
    private: { label: m.complaints_details_private() },
    ...boxesOf(m.confidence_named_question()),
    email: { label: m.complaints_contact_email(), kind: 'email' },
    photos: { label: m.complaints_photos_title() },
    danger: { label: m.complaints_check_danger(), kind: 'choice' },
  }) as const;
