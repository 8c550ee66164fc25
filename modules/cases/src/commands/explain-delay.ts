import { defineCommand } from '@otklik/kernel';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { explainDelay as input } from '../schema-lifecycle.ts';
import { signatureOf, signsIn } from '../signing.ts';
import { auditMove } from '../audit-move.ts';

/** The clinic says, by name and from a list, why it is late: everybody sees it beside the delay. */
export const explainDelay = defineCommand({
  name: 'cases.explain-delay',
  input,
  policy: mayMove('explain-delay'),
  async handle({ tx, actor, subject, input: { reason, ...typed } }) {
    const signs = await signsIn(tx, actor, subject.row);
    const { facts } = await moveCase(tx, actor, subject, 'explain-delay', {
      reason,
      publicFacts: signatureOf(signs, typed),
    });
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
