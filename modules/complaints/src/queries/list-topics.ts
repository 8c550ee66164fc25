import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { z } from 'zod';
import { opensOn, takesMessages } from '../model/topic.ts';
import { currentTopics } from '../store/topics.ts';

/** All topics of the region with their questions; the closed and the out-of-season ones marked so. */
export const listTopics = defineQuery({
  name: 'complaints.list-topics',
  input: z.strictObject({}),
  policy: () => undefined,
  async handle({ tx }) {
    const topics = await currentTopics(tx);
    // In season by the day at the region's clinics, not by the day in Greenwich.
    const today = await todayOf(tx);
    return topics.map((topic) => ({
      code: topic.code,
      category: topic.category,
      ru: topic.shortRu,
      en: topic.shortEn,
      wordingRu: topic.wordingRu,
      wordingEn: topic.wordingEn,
      fields: topic.definition.fields,
      threshold: topic.definition.threshold,
      evidence: topic.definition.evidence,
      open: takesMessages(topic, today),
      suspendedReason: topic.suspendedReason,
      suspendedUntil: topic.suspendedUntil,
      opensOn: opensOn(topic.definition.season, today),
      channel: topic.definition.channel,
      season: topic.definition.season,
    }));
  },
});
