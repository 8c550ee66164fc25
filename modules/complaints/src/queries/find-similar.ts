import { defineQuery, type Context } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { happenedOn, localTime } from '../model/facts.ts';
import { judgeFacts } from '../model/judge-form.ts';
import { marksOf } from '../model/similar/marks.ts';
import { isEnough } from '../model/similar/rank.ts';
import { findSimilar as input } from '../schema-similar.ts';
import { offered, similarCases, topicsBeside } from '../store/similar.ts';
import { currentTopic } from '../store/topics.ts';

/**
 * Published cases of the clinic that may tell of the same, while somebody still writes: of the topic or its
 * neighbours, open, of the last sixty days, at most five. Shows public texts alone, keeps nothing of what was
 * typed and stops nobody.
 */
export const findSimilar = defineQuery({
  name: 'complaints.find-similar',
  input,
  limits: [{ per: 'origin', count_max: 600, window_s: 3600, actors: ['visitor'] }],
  policy: () => undefined,
  async handle({ tx, input: asked }: Context<z.output<typeof input>>) {
    const marks = marksOf(asked.story);
    if (!isEnough(marks)) return { similar: [] };
    const clinic = await clinicByCode(tx, asked.clinic);
    const topic = await currentTopic(tx, asked.topic);
    const { facts } = judgeFacts(topic, asked.facts, localTime(tx.now, clinic.zone));
    const ids = await similarCases(tx, {
      marks,
      on: happenedOn(topic, facts),
      clinicId: clinic.id,
      topic: topic.code,
      beside: await topicsBeside(tx, topic.code, topic.category.code),
    });
    return { similar: await offered(tx, ids) };
  },
});
