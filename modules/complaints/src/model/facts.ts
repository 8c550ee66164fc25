import { z } from 'zod';
import type { Topic, TopicField } from './topic.ts';

/** A local time of the clinic as a form gives it: `2026-11-20T10:30`. */
export const LOCAL_TIME =
  /^(?:20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/;

export type FactValue = string | number | string[];
export type Facts = Readonly<Record<string, FactValue>>;

/** What was typed into a topic's own questions, of any kind: words among it are looked at like the story. */
export const freeWords = (facts: Facts | undefined): string[] =>
  Object.values(facts ?? {}).filter((value) => typeof value === 'string');

/** Everything that an author has typed into a form, wherever: what sounds like danger is looked for in all of it. */
export const wordsOf = (form: {
  readonly story?: string | undefined;
  readonly private?: string | undefined;
  readonly facts?: Facts | undefined;
  readonly named?: readonly { readonly words: string }[] | undefined;
}) => [
  form.story,
  form.private,
  ...(form.named ?? []).map(({ words }) => words),
  ...freeWords(form.facts),
];

const FUTURE_SLACK_MS = 5 * 60_000;

/** Milliseconds of a local time, comparable with others of the same zone (Russia moves no clocks). */
export const localMs = (local: string): number => Date.parse(`${local}:00Z`);

// Making a formatter costs as much as a hundred uses of it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  formatters.set(zone, made);
  return made;
}

/** The clinic's local time of an instant, in the form's shape. */
export const localTime = (instant: Date, zone: string): string =>
  formatterOf(zone).format(instant).replace(' ', 'T');

const realDate = (local: string): boolean => {
  const day = new Date(localMs(local));
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 16) === local;
};

function fieldSchema(field: TopicField, nowLocal: string): z.ZodType<FactValue | undefined> {
  const keys = (field.values ?? []).map((value) => value.key);
  switch (field.datatype) {
    case 'datetime':
      return z
        .string()
        .regex(LOCAL_TIME)
        .refine(realDate, 'no-such-date')
        .refine((value) => localMs(value) <= localMs(nowLocal) + FUTURE_SLACK_MS, 'in-the-future');
    case 'number':
      return z.coerce.number().min(0).max(100_000);
    case 'singlevaluelist':
      return z.string().refine((value) => keys.includes(value), 'not-an-option');
    case 'multivaluelist':
      return z
        .array(z.string().refine((value) => keys.includes(value), 'not-an-option'))
        .min(field.required ? 1 : 0)
        .max(keys.length);
    case 'string':
      return z.string().trim().min(1).max(200);
    case 'text':
      return z.string().trim().min(1).max(2000);
  }
}

/** Whether a required time is really demanded: an offered date may lie ahead, nobody was offered one yet. */
const mayLieAhead = (field: TopicField): boolean => field.code.startsWith('offered');

/** The schema of a topic's own questions, from its fields; unknown keys are refused. */
export function factsSchema(topic: Topic, nowLocal: string) {
  const farAhead = `${Number(nowLocal.slice(0, 4)) + 2}${nowLocal.slice(4)}`;
  return z.strictObject(
    Object.fromEntries(
      topic.definition.fields.map((field) => {
        const schema = fieldSchema(field, mayLieAhead(field) ? farAhead : nowLocal);
        return [field.code, field.required ? schema : schema.optional()];
      }),
    ),
  );
}

/** The day it happened, from the first time the author gave; the public sees no more than that. */
export function happenedOn(topic: Topic, facts: Facts): string | null {
  const first = topic.definition.fields.find((field) => field.datatype === 'datetime');
  const value = first && facts[first.code];
  return typeof value === 'string' ? value.slice(0, 10) : null;
}
