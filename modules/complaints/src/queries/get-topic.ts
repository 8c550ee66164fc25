import { AppError, defineQuery, type Context } from '@otklik/kernel';
import { OWN_STAGES, STAGES } from '@otklik/cases';
import { instantIn, zoneOfRegion } from '@otklik/registry';
import type { z } from 'zod';
import { mayImportTopics } from '../policy.ts';
import { topicTarget } from '../topic-schema.ts';
import { topicAt, versionsOfTopic } from '../store/topic-versions.ts';
import type { TopicRow } from '../store/topics.ts';

const stateOf = (row: TopicRow, now: Date): 'cancelled' | 'planned' | 'in-force' | 'past' => {
  if (row.valid_to && row.valid_to <= row.valid_from) return 'cancelled';
  if (row.valid_from > now) return 'planned';
  return !row.valid_to || row.valid_to > now ? 'in-force' : 'past';
};

/** A topic with all its versions; with `on`, what held or will hold on that day. */
export const getTopic = defineQuery({
  name: 'complaints.get-topic',
  input: topicTarget,
  async policy({ tx, actor, input: { code } }: Context<z.output<typeof topicTarget>>) {
    mayImportTopics({ actor });
    const versions = await versionsOfTopic(tx, code);
    if (versions.length === 0) throw new AppError('not-found', { kind: 'topic' });
    return versions;
  },
  async handle({ tx, subject: versions, input: { code, on } }) {
    const at = on ? instantIn(await zoneOfRegion(tx), `${on}T12:00`) : tx.now;
    const held = await topicAt(tx, code, at);
    const shown = held ?? (on ? undefined : versions[0]);
    return {
      code,
      stages: STAGES,
      ownStages: OWN_STAGES,
      /** What the next version follows. */
      version: versions[0]!.version,
      shown: shown && {
        version: shown.version,
        definition: shown.definition,
        category: { code: shown.category_code, ru: shown.category_ru, en: shown.category_en },
        terms: shown.terms,
        position: shown.position,
        suspendedReason: shown.suspended_reason,
        suspendedUntil: shown.suspended_until,
      },
      versions: versions.map((row) => ({
        version: row.version,
        state: stateOf(row, tx.now),
        source: row.source,
        changedBy: row.changed_by,
        changedAt: row.changed_at ?? row.valid_from,
        note: row.note,
        validFrom: row.valid_from,
        validTo: row.valid_to,
        shortRu: row.short_ru,
        shortEn: row.short_en,
      })),
    };
  },
});
