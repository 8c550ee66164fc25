import { defineCommand } from '@otklik/kernel';
import { alarmIfDanger } from '../alarm.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { reopenCase as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

/** The author opens a case again: the old answer and its clock stay, a new reply is due. */
export const reopenCase = defineCommand({
  name: 'cases.reopen-case',
  input,
  policy: mayMove('reopen'),
  async handle({ tx, actor, subject, input: { note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'reopen', { note });
    const alarmed = await alarmIfDanger(tx, actor, subject.row.id, note);
    return { number: subject.row.number, state: alarmed ?? facts.state };
  },
  audit: auditMove,
});
