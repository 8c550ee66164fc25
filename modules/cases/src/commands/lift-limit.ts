import { defineCommand } from '@otklik/kernel';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { liftLimit as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

/** A controller checks a dispute that the rule against repeated disputes had left unchecked. */
export const liftLimit = defineCommand({
  name: 'cases.lift-limit',
  input,
  policy: mayMove('lift-limit'),
  async handle({ tx, actor, subject, input: { note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'lift-limit', { note });
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
