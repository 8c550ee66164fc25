import { defineQuery } from '@otklik/kernel';
import { everybody, readLimit } from '../policy.ts';
import { describeDays as input } from '../schema.ts';
import { daysMark } from '../store/days.ts';

/** How many days' samples there are and up to when: what tells whether somebody has them already. */
export const describeDays = defineQuery({
  name: 'scheduling.describe-days',
  input,
  policy: everybody,
  limits: readLimit,
  handle: ({ tx, input: asked }) => daysMark(tx, asked),
});
