import { markOverdue, noteLateAlarms, readCase, regionId } from '@otklik/cases';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { tellLateAlarm, tellLateDanger } from '../danger-letter.ts';
import { lateDanger as input } from '../schema-lanes.ts';

/** The two hours of the duty have passed and a danger is not settled: told once, to the duty and above it. */
export const noteLateDanger = defineCommand({
  name: 'complaints.note-late-danger',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return readCase(tx, { number });
  },
  async handle({ tx, subject: row }) {
    const beside = await noteLateAlarms(tx, row.id);
    const noted =
      row.due_stage === 'danger' && (await markOverdue(tx, regionId(tx), row.id, tx.now));
    if (noted) await tellLateDanger(tx, row);
    else if (beside) await tellLateAlarm(tx, row, beside);
    return { noted: noted || beside !== null };
  },
  audit: ({ subject, output }) => ({
    object: subject.id,
    after: output.noted ? 'overdue' : 'unchanged',
  }),
});
