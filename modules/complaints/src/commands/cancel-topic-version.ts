import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { mayImportTopics } from '../policy.ts';
import { cancelTopicInput } from '../topic-schema.ts';
import { dropPlannedTopic, versionsOfTopic } from '../store/topic-versions.ts';

/** Takes back a version whose day has not come. */
export const cancelTopicVersion = defineCommand({
  name: 'complaints.cancel-topic-version',
  input: cancelTopicInput,
  async policy({ tx, actor, input }: Context<z.output<typeof cancelTopicInput>>) {
    mayImportTopics({ actor });
    const versions = await versionsOfTopic(tx, input.code);
    const planned = versions.find((row) => row.version === input.version);
    if (!planned) throw new AppError('not-found', { kind: 'version' });
    const isCancelled = planned.valid_to?.getTime() === planned.valid_from.getTime();
    if (planned.valid_from <= tx.now || isCancelled) throw new AppError('already-done');
    return planned;
  },
  async handle({ tx, subject: planned }) {
    await dropPlannedTopic(tx, planned);
    return { code: planned.code, version: planned.version };
  },
  audit: ({ output }) => ({
    object: `topic:${output.code}`,
    after: `${output.version} cancelled`,
  }),
});
