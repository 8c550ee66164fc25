import { markOverdue, readCase, regionId } from '@otklik/cases';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { tellLateDanger } from '../danger-letter.ts';
import { lateDanger as input } from '../schema-lanes.ts';

/** The two hours of the duty have passed and the danger is not settled: told once, to the duty and above it. */
export const noteLateDanger = defineCommand({
  name: 'complaints.note-late-danger',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    return readCase(tx, { number });
  },
  async handle({ tx, subject: row }) {
    if (row.due_stage !== 'danger') return { noted: false };
    const noted = await markOverdue(tx, regionId(tx), row.id, tx.now);
    if (noted) await tellLateDanger(tx, row);
    return { noted };
  },
  audit: ({ subject, output }) => ({
    object: subject.id,
    after: output.noted ? 'overdue' : 'unchanged',
  }),
});
