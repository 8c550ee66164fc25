import { defineQuery } from '@otklik/kernel';
import { OWN_STAGES, STAGES } from '@otklik/cases';
import { todayOf } from '@otklik/registry';
import { inSeason, opensOn } from '../model/topic.ts';
import { mayImportTopics } from '../policy.ts';
import { currentTopics } from '../store/topics.ts';
import { nothing } from '../topic-schema.ts';
import { regionId } from '@otklik/cases';

/** Every topic for those who edit them, with what is planned, and the categories in use. */
export const listTopicRegistry = defineQuery({
  name: 'complaints.list-topic-registry',
  input: nothing,
  policy: mayImportTopics,
  async handle({ tx }) {
    const topics = await currentTopics(tx);
    const today = await todayOf(tx);
    const planned = await tx.db
      .selectFrom('topics')
      .select(['code', 'version', 'short_ru', 'short_en', 'valid_from'])
      .where('region_id', '=', regionId(tx))
      .where('valid_from', '>', tx.now)
      .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>', is.ref('valid_from'))]))
      .orderBy('valid_from')
      .execute();
    const categories = new Map(topics.map(({ category }) => [category.code, category]));
    return {
      stages: STAGES,
      ownStages: OWN_STAGES,
      categories: [...categories.values()],
      topics: topics.map((topic) => ({
        code: topic.code,
        version: topic.version,
        category: topic.category,
        shortRu: topic.shortRu,
        shortEn: topic.shortEn,
        terms: topic.terms,
        suspendedReason: topic.suspendedReason,
        suspendedUntil: topic.suspendedUntil,
        season: topic.definition.season,
        isInSeason: inSeason(topic.definition.season, today),
        opensOn: opensOn(topic.definition.season, today),
      })),
      planned: planned.map((row) => ({
        code: row.code,
        version: row.version,
        shortRu: row.short_ru,
        shortEn: row.short_en,
        validFrom: row.valid_from,
      })),
    };
  },
});
