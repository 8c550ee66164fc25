import { defineCommand } from '@otklik/kernel';
import { decidesAppeals, stepOf } from '../appeal-steps.ts';
import { extendAppeal as input } from '../schema-lanes.ts';

/** Extends the term once, with a notice to the author; it is counted from the first term. */
export const extendAppeal = defineCommand({
  name: 'complaints.extend-appeal',
  input,
  policy: decidesAppeals,
  async handle({ tx, actor, subject, input }) {
    return stepOf(tx, actor, subject, 'extend', {
      extension_days: input.days,
      note: input.notice,
      facts: { days: input.days },
    });
  },
  audit: ({ subject, output }) => ({
    object: subject.appeal.id,
    before: subject.appeal.state,
    after: output.state,
  }),
});
