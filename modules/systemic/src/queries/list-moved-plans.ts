import { AppError, defineQuery } from '@otklik/kernel';
import { listMoved as input } from '../schema.ts';
import { movedPlans } from '../store/recount.ts';

/**
 * Systemic cases to which today's calendar gives another day for the plan, or for the check of it, than they have: a
 * stretch at a time, numbers and where the next stretch begins; null after the last.
 */
export const listMovedPlans = defineQuery({
  name: 'systemic.list-moved-plans',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: ({ tx, input: { after } }) => movedPlans(tx, after),
});
