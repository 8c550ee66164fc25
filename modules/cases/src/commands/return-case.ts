import { defineCommand } from '@otklik/kernel';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { returnCase as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

/** A moderator asks the author to mend a message; checking pauses meanwhile. */
export const returnCase = defineCommand({
  name: 'cases.return-case',
  input,
  policy: mayMove('return-message'),
  async handle({ tx, actor, subject, input: { reason, note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'return-message', { reason, note });
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
