import { defineCommand } from '@otklik/kernel';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { rejectCase as input } from '../schema.ts';

/** A moderator refuses to publish, with a reason from the list and one thing the author can do. */
export const rejectCase = defineCommand({
  name: 'cases.reject-case',
  input,
  policy: mayMove('reject'),
  async handle({ tx, actor, subject, input: { reason, note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'reject', { reason, note });
    return { number: subject.row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
