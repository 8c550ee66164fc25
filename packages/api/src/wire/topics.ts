import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/complaints';

const bilingual = { ru: z.string(), en: z.string() };

const field = z
  .strictObject({
    code: z.string().openapi({ description: 'The name under `facts` when filing.' }),
    datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
    required: z.boolean(),
    label_ru: z.string(),
    label_en: z.string(),
    values: z.array(z.strictObject({ key: z.string(), ...bilingual })).nullable(),
  })
  .openapi('TopicField');

const topic = z
  .strictObject({
    code: z.string(),
    category: z.strictObject({ code: z.string(), ...bilingual }),
    name_ru: z.string(),
    name_en: z.string(),
    wording_ru: z.string(),
    wording_en: z.string(),
    fields: z.array(field),
    evidence_required: z.boolean(),
    open: z.boolean(),
    season: z
      .strictObject({ from: z.string().nullable(), to: z.string().nullable() })
      .openapi({ description: 'First and last day (MM-DD) in the year; null: all year.' }),
  })
  .openapi('Topic');

export const topicList = z.strictObject({ topics: z.array(topic) }).openapi('TopicList');

type Topics = OutputOf<(typeof manifest)['queries']['listTopics']>;

export const toTopicList = (topics: Topics): z.output<typeof topicList> => ({
  topics: topics.map((row) => ({
    code: row.code,
    category: { code: row.category.code, ru: row.category.ru, en: row.category.en },
    name_ru: row.ru,
    name_en: row.en,
    wording_ru: row.wordingRu,
    wording_en: row.wordingEn,
    fields: row.fields.map((one) => ({
      code: one.code,
      datatype: one.datatype,
      required: one.required,
      label_ru: one.label_ru,
      label_en: one.label_en,
      values: one.values?.map(({ key, ru, en }) => ({ key, ru, en })) ?? null,
    })),
    evidence_required: row.evidence.required,
    open: row.open,
    season: { from: row.season.from, to: row.season.to },
  })),
});
