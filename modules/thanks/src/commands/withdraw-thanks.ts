import { AppError, defineCommand } from '@otklik/kernel';
import { mayWithdraw } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { withdrawThanks as input } from '../schema.ts';
import { changeThanks } from '../store/thanks.ts';

/** The author takes thanks back, before publication or after; nobody reads them from the next answer on. */
export const withdrawThanks = defineCommand({
  name: 'thanks.withdraw-thanks',
  input,
  limits: [
    { per: 'origin', count_max: 30, window_s: 3600, actors: ['visitor', 'receipt'] },
    { per: 'principal', count_max: 30, window_s: 3600, actors: ['person'] },
  ],
  guess: receiptGuess,
  policy: mayWithdraw,
  async handle({ tx, subject: row }) {
    if (row.state !== 'submitted' && row.state !== 'published') throw new AppError('already-done');
    await changeThanks(tx, row, {
      state: 'withdrawn',
      text_public: null,
      published_at: null,
      // Of whoever left no address, the day alone.
      decided_at: row.author_id ? tx.now : row.filed_at,
    });
    return { number: row.number };
  },
  audit: ({ subject: row }) => ({
    object: row.author_id ? row.id : '',
    before: row.state,
    after: 'withdrawn',
  }),
});
