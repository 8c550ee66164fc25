import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { datelessNumbers, dueNumbers, staleDrafts } from '../store/lists.ts';

const DRAFT_LIFE_MS = 7 * 86_400_000;
const input = z.strictObject({
  what: z.enum(['silence', 'overdue', 'drafts', 'dateless']),
  limit: z.number().int().min(1).max(1000).default(500),
});

/** What time has decided and a job has not settled yet: numbers only. */
export const listDue = defineQuery({
  name: 'cases.list-due',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { what, limit } }) {
    switch (what) {
      case 'silence':
        return dueNumbers(tx, { states: ['answered'] }, limit);
      case 'overdue':
        return dueNumbers(
          tx,
          { states: ['submitted', 'in-work', 'answer-draft', 'disputed'], notedOnly: false },
          limit,
        );
      case 'dateless':
        return datelessNumbers(tx, limit);
      case 'drafts':
        return staleDrafts(tx, new Date(tx.now.getTime() - DRAFT_LIFE_MS), limit);
    }
  },
});
