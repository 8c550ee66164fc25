import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { deltasWaiting } from '../store/tallies.ts';

/** How many changes of the counts wait to be folded, counted up to a limit. */
export const countDeltas = defineQuery({
  name: 'cases.count-deltas',
  input: z.strictObject({ limit: z.number().int().min(1).max(100_000) }),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: ({ tx, input: { limit } }) => deltasWaiting(tx, limit),
});
