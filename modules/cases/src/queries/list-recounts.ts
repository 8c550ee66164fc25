import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { recountsOf } from '../store/recounts.ts';

/** What is to be counted anew since a year's calendar came or was corrected: numbers only. */
export const listRecounts = defineQuery({
  name: 'cases.list-recounts',
  input: z.strictObject({}),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: ({ tx }) => recountsOf(tx),
});
