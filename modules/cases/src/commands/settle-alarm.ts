import { AppError, defineCommand, recordedAs } from '@otklik/kernel';
import { mayAs } from '../policy.ts';
import { settleAlarm as input } from '../schema-alarms.ts';
import { settleAlarm as settle } from '../store/alarms.ts';

/** Whoever is on duty has looked at an alarm beside a case: a false one, or what was done about it. */
export const settleAlarm = defineCommand({
  name: 'cases.settle-alarm',
  input,
  policy: mayAs('moderator'),
  async handle({ tx, actor, subject: { row }, input: { alarm, finding, reason, note } }) {
    if (reason === 'other' && !note) throw new AppError('reason-required', { reason });
    const by = { settled_by: recordedAs(actor), finding, reason_code: reason };
    if (!(await settle(tx, row, alarm, by, note))) throw new AppError('already-done');
    return { number: row.number, finding };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `alarm-${output.finding}` }),
});
