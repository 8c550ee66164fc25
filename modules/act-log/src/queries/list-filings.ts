import { AppError, defineQuery } from '@otklik/kernel';
import { everybody } from '../policy.ts';
import { listFilings as input } from '../schema.ts';
import { leavesOf, sealedDay } from '../store-filings.ts';

/**
 * Every hash of one day, with the day as it was signed; public. A day that still runs is not shown: whoever
 * looks every minute would learn when somebody filed.
 */
export const listFilings = defineQuery({
  name: 'act-log.list-filings',
  input,
  limits: [{ per: 'origin', count_max: 600, window_s: 3600, actors: ['visitor'] }],
  policy: everybody,
  async handle({ tx, input: { day } }) {
    const sealed = await sealedDay(tx, day);
    if (!sealed) throw new AppError('not-found', { kind: 'filing-day' });
    return { day: sealed, leaves: await leavesOf(tx, day) };
  },
});
