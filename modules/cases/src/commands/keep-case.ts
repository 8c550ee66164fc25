import { defineCommand } from '@otklik/kernel';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { keepCase as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

/** A coordinator finds that the clinic is in charge after all; its clock has run on. */
export const keepCase = defineCommand({
  name: 'cases.keep-case',
  input,
  policy: mayMove('refuse-not-ours'),
  async handle({ tx, actor, subject, input: { reason, note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'refuse-not-ours', { reason, note });
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
