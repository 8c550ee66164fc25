import { beginTiedDraft, hasSurveyTie } from '@otklik/complaints';
import { AppError, defineCommand, newSecret, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { ownWords } from '../own-words.ts';
import { byReceipt as own } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { byReceipt as input } from '../schema.ts';

/**
 * Whoever holds the receipt begins a complaint from the own comment: a form is filled with the original words,
 * or with the published ones once the original is gone, and with the clinic. Nothing is sent and nothing is tied
 * until they send it themselves. The log names no comment.
 *
 * @throws AppError not-found for an unknown receipt and where no words are left; move-impossible (`not-a-clinic`)
 * where a complaint cannot be addressed; already-exists where one was sent before
 */
export const beginComplaint = defineCommand({
  name: 'survey-comments.begin-complaint',
  input,
  limits: [{ per: 'origin', count_max: 30, window_s: 3600 }],
  guess: receiptGuess,
  policy: ({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) =>
    own(app, tx, actor, receipt),
  async handle({ app, tx, subject }) {
    if (await hasSurveyTie(tx, subject.tieHash)) throw new AppError('already-exists');
    const { text, clinic } = await ownWords(app, tx, subject);
    if (clinic === null) throw new AppError('move-impossible', { reason: 'not-a-clinic' });
    const token = newSecret();
    await beginTiedDraft(tx, token, { clinic, story: text }, subject.tieHash);
    return { token };
  },
  audit: () => ({ object: '' }),
});
