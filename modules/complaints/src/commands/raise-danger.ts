import { defineCommand } from '@otklik/kernel';
import { alarmsBeside, mayMove, moveCase, raiseAlarm } from '@otklik/cases';
import { tellDuty } from '../danger-letter.ts';
import { raiseDanger as input } from '../schema-lanes.ts';

/**
 * Somebody is in danger: the case goes to whoever is on duty at once, and nothing that runs stops. A settled one
 * stays settled, and the duty gets an alarm beside it, with the same two hours.
 */
export const raiseDanger = defineCommand({
  name: 'complaints.raise-danger',
  input,
  policy: mayMove('raise-danger'),
  limits: [
    { per: 'principal', count_max: 10, window_s: 3600, actors: ['receipt'] },
    { per: 'principal', count_max: 60, window_s: 3600, actors: ['person'] },
  ],
  async handle({ tx, actor, subject, input: { note } }) {
    const { row, role } = subject;
    if (alarmsBeside(row)) {
      const dueAt = await raiseAlarm(tx, row, {
        by: role === 'author' ? 'author' : 'staff',
        byReceipt: role === 'author' && row.by_receipt,
        dataKeyId: row.data_key_id,
        note,
      });
      await tellDuty(tx, row, dueAt);
      return { number: row.number, state: row.state };
    }
    const { facts, due } = await moveCase(tx, actor, subject, 'raise-danger', { note });
    await tellDuty(tx, subject.row, due.at);
    return { number: subject.row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
