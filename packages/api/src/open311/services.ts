import { m, type Locale } from '@otklik/i18n';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/complaints';
import type { Answerer, Call } from './call.ts';
import type { Value } from './markup.ts';
import { refuse } from './refusal.ts';

type Topic = OutputOf<(typeof manifest)['queries']['listTopics']>[number];

/** The topics that take complaints today: the services. */
export async function openTopics({ options, visitor }: Call): Promise<Topic[]> {
  const topics = await options.faces.complaints.listTopics(visitor, {});
  return topics.filter((topic) => topic.open);
}

/** @throws Refusal 404 for a topic that is not there or is closed */
export async function openTopic(call: Call, code: string): Promise<Topic> {
  const topic = (await openTopics(call)).find((one) => one.code === code);
  if (!topic) throw refuse(404, 'service', { field: code.slice(0, 60) });
  return topic;
}

export const services: Answerer = async (call) => ({
  root: 'services',
  body: (await openTopics(call)).map((topic) => ({
    service_code: topic.code,
    service_name: topic[call.locale],
    description: call.locale === 'ru' ? topic.wordingRu : topic.wordingEn,
    metadata: topic.fields.length > 0,
    // A filing is a case with a number at once; that a moderator reads it first does not delay the number.
    type: 'realtime',
    keywords: [topic.category.code, ...topic.evidence.kinds].join(','),
    group: topic.category[call.locale],
  })),
});

const HINTS = {
  string: m.open311_hint_string,
  number: m.open311_hint_number,
  datetime: m.open311_hint_datetime,
  text: m.open311_hint_text,
  singlevaluelist: m.open311_hint_singlevaluelist,
  multivaluelist: m.open311_hint_multivaluelist,
};

const attributeOf = (field: Topic['fields'][number], order: number, locale: Locale): Value => ({
  variable: true,
  code: field.code,
  datatype: field.datatype,
  required: field.required,
  datatype_description: HINTS[field.datatype]({}, { locale }),
  order,
  description: locale === 'ru' ? field.label_ru : field.label_en,
  ...(field.datatype.endsWith('valuelist')
    ? { values: (field.values ?? []).map((value) => ({ key: value.key, name: value[locale] })) }
    : {}),
});

/** The questions of a topic. One without questions has no definition. */
export const definition: Answerer = async (call) => {
  const topic = await openTopic(call, call.name);
  if (topic.fields.length === 0) throw refuse(404, 'service', { field: topic.code });
  return {
    root: 'service_definition',
    body: {
      service_code: topic.code,
      attributes: topic.fields.map((field, at) => attributeOf(field, at + 1, call.locale)),
    },
  };
};

export const discovery: Answerer = async ({ options, visitor, locale }) => {
  const { changedAt } = await options.faces.complaints.getTopicsChange(visitor, {});
  const changeset = changedAt.toISOString();
  const url = options.publicUrl;
  return {
    root: 'discovery',
    body: {
      changeset,
      contact: m.open311_contact({ url }, { locale }),
      key_service: m.open311_key_service({ url }, { locale }),
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${url}/open311/v2`,
          changeset,
          type: options.demo ? 'test' : 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    },
  };
};
