import { proofOf } from '@otklik/act-log';
import { isAuthor, readCase } from '@otklik/cases';
import { AppError, defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { loggedFiling } from '../log-filing.ts';
import { complaintTarget as input } from '../schema.ts';

/** The author's proof that the complaint was filed: for the author alone, by account or by receipt. */
export const getFilingProof = defineQuery({
  name: 'complaints.get-filing-proof',
  input,
  limits: [{ per: 'principal', count_max: 120, window_s: 3600 }],
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    const row = await readCase(tx, { number });
    if (!isAuthor(actor, row)) {
      if (row.published_at === null) throw new AppError('not-found', { kind: 'case' });
      throw new AppError('forbidden');
    }
    return row;
  },
  handle: async ({ app, tx, subject }) => proofOf(app, tx, await loggedFiling(tx, subject)),
});
