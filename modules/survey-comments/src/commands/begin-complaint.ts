import { beginTiedDraft } from '@otklik/complaints';
import { AppError, defineCommand, newSecret, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { byReceipt as own } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { byReceipt as input } from '../schema.ts';
import { originalOf } from '../store/originals.ts';

/**
 * Whoever holds the receipt begins a complaint from the own comment: a form is filled with the original words,
 * or with the published ones once the original is gone, and with the clinic. Nothing is sent and nothing is tied
 * until they send it themselves. The log names no comment.
 *
 * @throws AppError not-found for an unknown receipt and where no words are left; move-impossible (`not-a-clinic`)
 * where a complaint cannot be addressed
 */
export const beginComplaint = defineCommand({
  name: 'survey-comments.begin-complaint',
  input,
  limits: [{ per: 'origin', count_max: 30, window_s: 3600 }],
  guess: receiptGuess,
  policy: ({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) =>
    own(app, tx, actor, receipt),
  async handle({ app, tx, subject: { rows, tieHash } }) {
    const words: string[] = [];
    for (const row of rows) {
      const own = (await originalOf(tx, app.ports.keys, row)) ?? row.public_text;
      if (own !== null) words.push(own);
    }
    if (words.length === 0) throw new AppError('not-found', { kind: 'comment' });
    const clinic = rows.find(({ clinic_id }) => clinic_id !== null)?.place_code;
    if (!clinic) throw new AppError('move-impossible', { reason: 'not-a-clinic' });
    const token = newSecret();
    await beginTiedDraft(tx, token, { clinic, story: words.join('\n\n') }, tieHash);
    return { token };
  },
  audit: () => ({ object: '' }),
});
