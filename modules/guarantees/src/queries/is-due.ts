import { defineQuery } from '@otklik/kernel';
import { isByDay } from '../model/by-day.ts';
import { onlyTeller } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { groundOf } from '../store/ground.ts';
import { isAnyDue } from '../store/referrals.ts';

/** Asked each hour, so that a quiet hour leaves no line in the act log; at night nothing is due. */
export const isDue = defineQuery({
  name: 'guarantees.is-due',
  input,
  policy: onlyTeller,
  async handle({ tx }) {
    const ground = await groundOf(tx);
    return isByDay(ground.zone, tx.now) && isAnyDue(tx, ground.today, ground.reckonedBy);
  },
});
