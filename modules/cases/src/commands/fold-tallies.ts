import { AppError, defineCommand } from '@otklik/kernel';
import { z } from 'zod';
import { foldDeltas } from '../store/tallies.ts';

/** Folds changes of the counts into their sums. What anybody reads is the same before and after. */
export const foldTallies = defineCommand({
  name: 'cases.fold-tallies',
  input: z.strictObject({ limit: z.number().int().min(1).max(100_000).default(20_000) }),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: async ({ tx, input: { limit } }) => ({ folded: await foldDeltas(tx, limit) }),
  audit: ({ output }) => ({ object: 'case-tallies', after: String(output.folded) }),
});
