import { defineCommand } from '@otklik/kernel';
import { alarmIfDanger } from '../alarm.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { refuseRedirect as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

/** The author does not accept that somebody else is in charge: the case goes back to where it was. */
export const refuseRedirect = defineCommand({
  name: 'cases.refuse-redirect',
  input,
  policy: mayMove('refuse-redirect'),
  async handle({ tx, actor, subject, input: { note } }) {
    const { facts } = await moveCase(tx, actor, subject, 'refuse-redirect', { note });
    const alarmed = await alarmIfDanger(tx, actor, subject.row.id, note);
    return { number: subject.row.number, state: alarmed ?? facts.state };
  },
  audit: auditMove,
});
