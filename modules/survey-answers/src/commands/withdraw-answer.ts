import { AppError, defineCommand } from '@otklik/kernel';
import { leafOfReceipt } from '../model/counted.ts';
import { hashesOf, readReceipt } from '../model/receipt.ts';
import { onlyVisitor } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { byReceipt as input } from '../receipt-schema.ts';
import { dayOfLeaf } from '../store/counted.ts';
import { dropWaiting } from '../store/taken.ts';
import { regionIn } from '../store/tables.ts';

/**
 * Whoever holds the receipt takes the answer back while it waits: its box goes unopened. Once it was counted its
 * window is published, and a figure that fell by one would tell what it was.
 *
 * @throws AppError invalid-input (`mistyped`), window-over for a counted one, not-found
 */
export const withdrawAnswer = defineCommand({
  name: 'survey-answers.withdraw-answer',
  input,
  store: 'answers',
  limits: [{ per: 'origin', count_max: 30, window_s: 3600 }],
  guess: receiptGuess,
  policy: onlyVisitor,
  async handle({ app, tx, input: { receipt: typed } }) {
    const receipt = readReceipt(typed);
    if (!receipt) throw new AppError('invalid-input', { reason: 'mistyped' });
    if (await dropWaiting(tx, hashesOf(app.ports.keys, receipt).check))
      return { state: 'withdrawn' as const };
    if ((await dayOfLeaf(tx, leafOfReceipt(regionIn(tx), receipt))) !== null)
      throw new AppError('window-over');
    throw new AppError('not-found', { kind: 'receipt' });
  },
  audit: () => ({ object: '' }),
});
