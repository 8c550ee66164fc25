import { z } from 'zod';
import type { Terms } from '@otklik/cases';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const fieldCode = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/);

export const topicField = z.object({
  code: fieldCode,
  datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  required: z.boolean(),
  label_ru: z.string().max(300),
  label_en: z.string().max(300),
  values: z
    .array(z.object({ key: z.string().max(60), ru: z.string().max(200), en: z.string().max(200) }))
    .max(60)
    .optional(),
});
export type TopicField = z.output<typeof topicField>;

export const threshold = z.object({
  kind: z.enum(['elapsed', 'guarantee-row', 'limit-row']),
  value: z.number().positive().nullish(),
  unit: z.enum(['minutes', 'hours']).nullish(),
  from: fieldCode.nullish(),
  to: z.array(fieldCode).nullish(),
  /** The field whose answer says which norm holds; none when one norm holds for all. */
  norm_by: fieldCode.nullish(),
  /** Codes of the registry's norms by that answer, or under `*`. */
  norms: z.record(z.string().max(60), z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/)).nullish(),
});
export type Threshold = z.output<typeof threshold>;

/** `MM-DD`; the last days of short months are taken as they come. */
const monthAndDay = z.string().regex(/^(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);

export const OBJECT_KINDS = [
  'clinic',
  'building',
  'department',
  'pharmacy-point',
  'information-system',
] as const;
export const ROUTINGS = ['clinic', 'authority', 'operator', 'system-operator'] as const;
export const CHANNELS = ['message', 'appeal', 'emergency'] as const;
export const EVIDENCE_KINDS = ['text', 'photo', 'document', 'number', 'time'] as const;

/** A topic as the bundled file and the registry of topics describe it. */
export const topicDefinition = z.object({
  code,
  wording_ru: z.string().min(1).max(500),
  wording_en: z.string().min(1).max(500),
  short_ru: z.string().min(1).max(120),
  short_en: z.string().min(1).max(120),
  category: code,
  object_kind: z.enum(OBJECT_KINDS),
  /** What the public sees of the place: `district` for what happens in somebody's home. The clinic when absent. */
  place: z.enum(['clinic', 'district']).nullish(),
  fields: z.array(topicField).max(20),
  threshold: threshold.nullable(),
  breach: z.string().max(500).nullish(),
  breach_en: z.string().max(500).nullish(),
  evidence: z.object({
    required: z.boolean(),
    kinds: z.array(z.string().max(40)).max(10),
    note_ru: z.string().max(500).nullish(),
    note_en: z.string().max(500).nullish(),
  }),
  season: z
    .object({ from: monthAndDay.nullable(), to: monthAndDay.nullable() })
    .refine((window) => (window.from === null) === (window.to === null), 'half-a-season'),
  clocks: z.string().max(60),
  /** Who answers: the clinic, its authority (organisation), the operator of what the topic is about. */
  routing: z.string().max(60),
  /** The organisation that answers, by its code; for an authority the clinic's own when absent. */
  route_to: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,60}$/)
    .nullish(),
  channel: z.string().max(60),
  danger_check: z.boolean().nullish(),
  /** Texts with slots for those who answer; never sent by themselves. */
  templates: z
    .array(z.object({ name: z.string().min(1).max(120), text: z.string().min(1).max(4000) }))
    .max(20)
    .nullish(),
  source: z.string().max(1000).nullish(),
});
export type TopicDefinition = z.output<typeof topicDefinition>;

export interface Topic {
  readonly code: string;
  readonly version: number;
  readonly category: { readonly code: string; readonly ru: string; readonly en: string };
  readonly wordingRu: string;
  readonly wordingEn: string;
  readonly shortRu: string;
  readonly shortEn: string;
  readonly objectKind: string;
  readonly definition: TopicDefinition;
  readonly terms: Terms;
  /** Why it is closed now; null while it is open. */
  readonly suspendedReason: string | null;
  /** The first day on which it is open again; null while nobody knows. */
  readonly suspendedUntil: string | null;
}

const monthDay = (date: string): string => date.slice(5, 10);

/** Whether a topic takes messages at a local time: of this channel, not suspended, in season. */
export const takesMessages = (topic: Topic, nowLocal: string): boolean =>
  topic.definition.channel === 'message' &&
  topic.suspendedReason === null &&
  inSeason(topic.definition.season, nowLocal);

/** Whether a topic is in season on a local date; a window may cross New Year. Both ends count. */
export function inSeason(season: TopicDefinition['season'], date: string): boolean {
  if (!season.from || !season.to) return true;
  const day = monthDay(date);
  return season.from <= season.to
    ? day >= season.from && day <= season.to
    : day >= season.from || day <= season.to;
}

/** The day on which a topic out of season opens next, `YYYY-MM-DD`; null for one that is open. */
export function opensOn(season: TopicDefinition['season'], date: string): string | null {
  if (!season.from || inSeason(season, date)) return null;
  const year = Number(date.slice(0, 4));
  return `${monthDay(date) < season.from ? year : year + 1}-${season.from}`;
}
