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
});
export type Threshold = z.output<typeof threshold>;

/** A topic as the bundled file and the registry of topics describe it. */
export const topicDefinition = z.object({
  code,
  wording_ru: z.string().min(1).max(500),
  wording_en: z.string().min(1).max(500),
  short_ru: z.string().min(1).max(120),
  short_en: z.string().min(1).max(120),
  category: code,
  object_kind: z.enum(['clinic', 'building', 'department', 'pharmacy-point', 'information-system']),
  fields: z.array(topicField).max(20),
  threshold: threshold.nullable(),
  breach: z.string().max(500).nullish(),
  evidence: z.object({ required: z.boolean(), kinds: z.array(z.string()) }),
  season: z.object({ from: z.string().nullable(), to: z.string().nullable() }),
  clocks: z.string(),
  routing: z.string(),
  channel: z.string(),
  source: z.string().nullish(),
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
  readonly suspendedReason: string | null;
}

const monthDay = (date: string): string => date.slice(5, 10);

/** Whether a topic is in season on a local date; a window may cross New Year. Both ends count. */
export function inSeason(season: TopicDefinition['season'], date: string): boolean {
  if (!season.from || !season.to) return true;
  const day = monthDay(date);
  return season.from <= season.to
    ? day >= season.from && day <= season.to
    : day >= season.from || day <= season.to;
}
