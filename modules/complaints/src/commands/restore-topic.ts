import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { mayImportTopics } from '../policy.ts';
import { restoreTopicInput } from '../topic-schema.ts';
import { insertTopicVersion, lockTopic, versionsOfTopic } from '../store/topic-versions.ts';

/** Undo: an earlier version of a topic comes back as a new one. */
export const restoreTopic = defineCommand({
  name: 'complaints.restore-topic',
  input: restoreTopicInput,
  stepUp: true,
  async policy({ tx, actor, input }: Context<z.output<typeof restoreTopicInput>>) {
    mayImportTopics({ actor });
    const versions = await versionsOfTopic(tx, input.code);
    const earlier = versions.find((row) => row.version === input.restore);
    if (!earlier) throw new AppError('not-found', { kind: 'version' });
    return earlier;
  },
  async handle({ tx, actor, subject: earlier, input: { code, version: seen } }) {
    await lockTopic(tx, code, seen);
    const rule = `topic ${code}/${seen + 1}`;
    const terms = Object.entries(earlier.terms).map(([stage, term]) => [stage, { ...term, rule }]);
    const version = await insertTopicVersion(tx, {
      definition: earlier.definition,
      category: { code: earlier.category_code, ru: earlier.category_ru, en: earlier.category_en },
      terms: Object.fromEntries(terms) as typeof earlier.terms,
      position: earlier.position,
      suspendedReason: earlier.suspended_reason,
      suspendedUntil: earlier.suspended_until,
      validFrom: tx.now,
      by: principalOf(actor),
      note: null,
    });
    return { code, version };
  },
  audit: ({ input, output }) => ({
    object: `topic:${output.code}`,
    after: `${output.version} as ${input.restore}`,
  }),
});
