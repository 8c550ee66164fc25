import { defineCommand, type Context } from '@otklik/kernel';
import { moderator } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { hold, nextSample } from '../store/samples.ts';

/**
 * The next sample for a moderator to judge, the oldest first: never of words that they decided about, wrote, or
 * of a case that they moved. It stays with them for half an hour.
 */
export const takeSample = defineCommand({
  name: 'moderation-watch.take-sample',
  input,
  async policy({ tx, actor }: Context<Record<string, never>>) {
    const { personId, grants } = moderator({ actor });
    return { personId, sample: await nextSample(tx, personId, grants) };
  },
  async handle({ tx, subject: { personId, sample } }) {
    if (sample) await hold(tx, sample, personId);
    return { sampleId: sample?.id ?? null };
  },
  // Whose words they are is the log's to know: the page does not.
  audit: ({ subject: { sample } }) => ({ object: sample?.case_id ?? 'samples' }),
});
