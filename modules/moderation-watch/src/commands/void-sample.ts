import { defineCommand } from '@otklik/kernel';
import { clockOnly } from '../policy.ts';
import { onSample as input } from '../schema.ts';
import { sampleById, voidSample as makeVoid } from '../store/samples.ts';

/** A sample that nobody can judge any more, because its words are gone or changed or it waited too long. */
export const voidSample = defineCommand({
  name: 'moderation-watch.void-sample',
  input,
  async policy({ tx, actor, input: { sampleId } }) {
    clockOnly({ actor });
    return sampleById(tx, sampleId, true);
  },
  handle: async ({ tx, input: { sampleId } }) => ({ voided: await makeVoid(tx, sampleId) }),
  audit: ({ subject }) => ({ object: subject.case_id, after: 'void' }),
});
