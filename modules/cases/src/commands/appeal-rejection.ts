import { defineCommand } from '@otklik/kernel';
import { alarmIfDanger } from '../alarm.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { appealRejection as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

/** The author asks, once, that another moderator look at a refusal. */
export const appealRejection = defineCommand({
  name: 'cases.appeal-rejection',
  input,
  policy: mayMove('appeal-rejection'),
  async handle({ tx, actor, subject, input: { note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'appeal-rejection', { note });
    const alarmed = await alarmIfDanger(tx, actor, subject.row.id, note);
    return { number: subject.row.number, state: alarmed ?? facts.state };
  },
  audit: auditMove,
});
