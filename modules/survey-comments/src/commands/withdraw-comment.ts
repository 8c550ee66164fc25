import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { byReceipt as own } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { byReceipt as input } from '../schema.ts';
import { takeBack } from '../store/take-back.ts';

/**
 * Whoever holds the receipt takes back what was written in that form: the words go at once from everywhere, the reply with them.
 * The log says that it happened and never to which.
 * @throws AppError not-found, already-done
 */
export const withdrawComment = defineCommand({
  name: 'survey-comments.withdraw-comment',
  input,
  limits: [{ per: 'origin', count_max: 30, window_s: 3600 }],
  guess: receiptGuess,
  policy: ({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) =>
    own(app, tx, actor, receipt, true),
  async handle({ tx, subject: { rows } }) {
    const left = rows.filter(({ state }) => state !== 'withdrawn');
    if (left.length === 0) throw new AppError('already-done');
    const today = await todayOf(tx);
    for (const row of left) await takeBack(tx, row, today);
    return { state: 'withdrawn' as const };
  },
  audit: () => ({ object: '' }),
});
