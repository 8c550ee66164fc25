import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { isAuthor, readCase } from '@otklik/cases';
import type { z } from 'zod';
import { eraseWords, refuseErasure } from '../erase-words.ts';
import { eraseOwnComplaint as input } from '../schema-own.ts';

/** The ground that the tombstone of an author's own wish carries. */
export const OWN_WISH = 'own-wish';

/** The author has one complaint erased, by account or by receipt. Its line stays as a stub. */
export const eraseOwnComplaint = defineCommand({
  name: 'complaints.erase-own-complaint',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    const row = await readCase(tx, { number });
    if (!isAuthor(actor, row)) {
      if (row.published_at === null) throw new AppError('not-found', { kind: 'case' });
      throw new AppError('forbidden');
    }
    return row;
  },
  async handle({ tx, actor, subject: row }) {
    await refuseErasure(tx, row);
    await eraseWords(tx, actor, row.id, OWN_WISH);
    return { number: row.number, isPublic: row.published_at !== null };
  },
  audit: ({ subject }) => ({ object: subject.id, before: subject.state, after: 'erased' }),
});
