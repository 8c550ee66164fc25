import { beginTiedDraft } from '@otklik/complaints';
import { AppError, defineCommand, newSecret, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { COMMENT_TIE } from '../model/receipts.ts';
import { byReceipt as own, plainReceipt } from '../policy.ts';
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
  policy: ({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) =>
    own(app, tx, actor, receipt),
  async handle({ app, tx, subject: row, input: { receipt } }) {
    const words = (await originalOf(tx, app.ports.keys, row)) ?? row.public_text;
    if (words === null) throw new AppError('not-found', { kind: 'comment' });
    if (row.clinic_id === null || row.place_code === null)
      throw new AppError('move-impossible', { reason: 'not-a-clinic' });
    const token = newSecret();
    const hash = app.ports.keys.hash(COMMENT_TIE, plainReceipt(receipt));
    await beginTiedDraft(tx, token, { clinic: row.place_code, story: words }, hash);
    return { token };
  },
  audit: () => ({ object: '' }),
});
