import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { PROMISE_SILENCE_days } from '../model/promise.ts';
import { duePromises } from '../store/promises.ts';

const input = z.strictObject({
  what: z.enum(['passed', 'silent', 'notices']),
  limit: z.number().int().min(1).max(1000).default(500),
});
const DAY_MS = 86_400_000;

/** Promises about which time has something to say and a job has not said it yet: names only. */
export const listDuePromises = defineQuery({
  name: 'cases.list-due-promises',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle({ tx, input: { what, limit } }) {
    // The last of the days must be over where the clinic is: the first instant at which it may be.
    const asked = new Date(tx.now.getTime() - PROMISE_SILENCE_days * DAY_MS);
    return duePromises(tx, what, asked, limit);
  },
});
