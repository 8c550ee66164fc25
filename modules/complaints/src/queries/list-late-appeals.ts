import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { datelessAppealNumbers, lateAppealNumbers } from '../store/appeals.ts';

const input = z.strictObject({
  what: z.enum(['late', 'dateless']).default('late'),
  limit: z.number().int().min(1).max(1000).default(500),
});

/** Appeals of which a term has passed and nobody was told yet, or whose step has no date: numbers only. */
export const listLateAppeals = defineQuery({
  name: 'complaints.list-late-appeals',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  handle: ({ tx, input: { what, limit } }) =>
    what === 'late' ? lateAppealNumbers(tx, limit) : datelessAppealNumbers(tx, limit),
});
