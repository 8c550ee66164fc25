import { defineCommand } from '@otklik/kernel';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { agreeTerm as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

/** The topic has changed since the clock began; its longer term holds only if the author agrees. */
export const agreeTerm = defineCommand({
  name: 'cases.agree-term',
  input,
  policy: mayMove('agree-term'),
  async handle({ tx, actor, subject }) {
    const { facts } = await moveCase(tx, actor, subject, 'agree-term');
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
