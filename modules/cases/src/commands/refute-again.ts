import { defineCommand } from '@otklik/kernel';
import { alarmIfDanger } from '../alarm.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { refuteAgain as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

/** The author refutes the finding of a check, once: a controller looks again. */
export const refuteAgain = defineCommand({
  name: 'cases.refute-again',
  input,
  policy: mayMove('refute-again'),
  async handle({ tx, actor, subject, input: { note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'refute-again', { note });
    const alarmed = await alarmIfDanger(tx, actor, subject.row.id, note);
    return { number: subject.row.number, state: alarmed ?? facts.state };
  },
  audit: auditMove,
});
