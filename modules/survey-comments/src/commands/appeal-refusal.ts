import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { byReceipt as own } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { byReceipt as input } from '../schema.ts';
import { putAppeal } from '../store/appeals.ts';

/**
 * Whoever holds the receipt asks that another moderator looks at what was refused, once, and while the words are
 * kept. The log says that it happened and never to which.
 * @throws AppError not-found, move-impossible { reason: 'nothing-refused' }, already-done
 */
export const appealRefusal = defineCommand({
  name: 'survey-comments.appeal-refusal',
  input,
  limits: [{ per: 'origin', count_max: 30, window_s: 3600 }],
  guess: receiptGuess,
  policy: ({ app, tx, actor, input: { receipt } }: Context<z.output<typeof input>>) =>
    own(app, tx, actor, receipt, true),
  async handle({ tx, subject: { rows } }) {
    const refused = rows.filter(({ state, emptied_on }) => state === 'refused' && !emptied_on);
    if (refused.length === 0) throw new AppError('move-impossible', { reason: 'nothing-refused' });
    let asked = 0;
    for (const { id } of refused) if (await putAppeal(tx, id)) asked += 1;
    if (asked === 0) throw new AppError('already-done');
    return { state: 'waiting' as const };
  },
  audit: () => ({ object: '' }),
});
