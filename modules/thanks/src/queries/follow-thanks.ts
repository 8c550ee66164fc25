import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { byReceipt } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { followThanks as input } from '../schema.ts';
import { authorView } from '../view.ts';

/** What became of thanks, for whoever holds the receipt. @throws AppError not-found */
export const followThanks = defineQuery({
  name: 'thanks.follow-thanks',
  input,
  limits: [
    { per: 'origin', count_max: 60, window_s: 3600, actors: ['visitor', 'receipt', 'person'] },
  ],
  guess: receiptGuess,
  policy: ({ app, tx, input: { receipt } }: Context<z.output<typeof input>>) =>
    byReceipt(app, tx, receipt),
  handle: ({ tx, subject: row }) => authorView(tx, row),
});
