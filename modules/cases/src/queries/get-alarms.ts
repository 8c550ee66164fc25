import { AppError, defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { rolesIn, staffGrants } from '../policy.ts';
import { getAlarms as input } from '../schema-alarms.ts';
import { alarmNote, openAlarms } from '../store/alarms.ts';
import { readCase } from '../store/cases.ts';
import { audienceOf } from '../view.ts';

/** The open alarms of one case with what was said: for its moderators, each look leaves a trace. */
export const getAlarms = defineQuery({
  name: 'cases.get-alarms',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    staffGrants(actor);
    const row = await readCase(tx, { number });
    audienceOf(actor, row);
    if (rolesIn(actor, ['moderator'], row).length === 0) throw new AppError('forbidden');
    return { row, alarms: await openAlarms(tx, row.id) };
  },
  async handle({ tx, subject: { alarms } }) {
    const shown = [];
    for (const alarm of alarms) {
      const note = await alarmNote(tx, alarm);
      shown.push({
        id: alarm.id,
        raisedBy: alarm.raised_by,
        raisedAt: alarm.raised_at,
        dueAt: alarm.due_at,
        late: alarm.due_at !== null && tx.now > alarm.due_at,
        note,
      });
    }
    return shown;
  },
  audit: ({ subject: { row, alarms } }) => (alarms.length > 0 ? { object: row.id } : null),
});
