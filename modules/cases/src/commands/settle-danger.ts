import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { settleDanger as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

const moveOf = (finding: 'false-alarm' | 'passed-on') =>
  finding === 'false-alarm' ? 'false-alarm' : 'pass-on-danger';

/** Whoever is on duty has looked: the case goes back to where it was, with every clock it had. */
export const settleDanger = defineCommand({
  name: 'cases.settle-danger',
  input,
  policy: (context: Context<z.output<typeof input>>) =>
    mayMove(moveOf(context.input.finding))(context),
  async handle({ tx, actor, subject, input: { finding, reason, note } }) {
    const { facts } = await moveCase(tx, actor, subject, moveOf(finding), { reason, note });
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
