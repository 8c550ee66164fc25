import { defineCommand } from '@otklik/kernel';
import { decidesAppeals, stepOf } from '../appeal-steps.ts';
import { answerAppeal as input } from '../schema-lanes.ts';

/** The answer to an appeal, for its author alone. */
export const answerAppeal = defineCommand({
  name: 'complaints.answer-appeal',
  input,
  policy: decidesAppeals,
  async handle({ tx, actor, subject, input }) {
    return stepOf(tx, actor, subject, 'answer', { answer: input.text });
  },
  audit: ({ subject, output }) => ({
    object: subject.appeal.id,
    before: subject.appeal.state,
    after: output.state,
  }),
});
