import { AppError, defineCommand, recordedAs, type Context } from '@otklik/kernel';
import { readCase } from '@otklik/cases';
import type { z } from 'zod';
import { mayTakeDown } from '../policy-take-downs.ts';
import { putBack as input } from '../schema-take-downs.ts';
import { markRestored, takeDownById } from '../store/take-downs.ts';
import { putCopiesIn, putIn } from '../taken.ts';

/** A controller puts back what was taken down. The row stays, with the day and the reason of that too. */
export const putBack = defineCommand({
  name: 'complaints.put-back',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  async policy(context: Context<z.output<typeof input>>) {
    const { tx, actor, input } = context;
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    const taken = await takeDownById(tx, input.id);
    const { number } = await readCase(tx, { id: taken.case_id });
    const { row } = await mayTakeDown({ ...context, input: { number } });
    return { row, taken };
  },
  async handle({ tx, actor, subject: { row, taken }, input: { id, ground } }) {
    const by = { restored_by: recordedAs(actor), restore_ground: ground };
    if (!(await markRestored(tx, id, by))) throw new AppError('already-done');
    await putIn(tx, row, taken);
    await putCopiesIn(tx, taken, by);
    return { id, number: row.number };
  },
  audit: ({ subject: { row, taken }, input: { ground } }) => ({
    object: row.id,
    before: taken.kind,
    after: `put-back:${ground}`,
  }),
});
