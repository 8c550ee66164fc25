import { defineCommand } from '@otklik/kernel';
import { bodyFor } from '@otklik/cases';
import { decidesAppeals, stepOf } from '../appeal-steps.ts';
import { forwardAppeal as input } from '../schema-lanes.ts';

/** Forwards an appeal to the body in charge, never to the one it is about. */
export const forwardAppeal = defineCommand({
  name: 'complaints.forward-appeal',
  input,
  policy: decidesAppeals,
  async handle({ tx, actor, subject, input }) {
    const body = await bodyFor(tx, subject.row, input.body);
    return stepOf(tx, actor, subject, 'forward', {
      columns: { forwarded_to: body.code },
      facts: { body: body.code },
    });
  },
  audit: ({ subject, output }) => ({
    object: subject.appeal.id,
    before: subject.appeal.state,
    after: output.state,
  }),
});
