import { AppError, defineQuery } from '@otklik/kernel';
import { leafOfReceipt, proveLeaf } from '../model/counted.ts';
import { hashesOf, readReceipt } from '../model/receipt.ts';
import { onlyVisitor } from '../policy.ts';
import { receiptGuess } from '../receipt-guess.ts';
import { byReceipt as input } from '../receipt-schema.ts';
import { dayOfLeaf, leavesOn, signedDay } from '../store/counted.ts';
import { waits } from '../store/taken.ts';
import { regionIn } from '../store/tables.ts';

/**
 * What became of an answer, for whoever holds its receipt: it waits for company, or it was counted on a day, with the
 * proof once the day is signed. Nothing of what was answered, and nothing is kept of who asked.
 *
 * @throws AppError invalid-input (`mistyped`) when the check letters do not fit; not-found for a receipt that is not
 * ours or was taken back
 */
export const checkReceipt = defineQuery({
  name: 'survey-answers.check-receipt',
  input,
  store: 'answers',
  limits: [{ per: 'origin', count_max: 120, window_s: 3600 }],
  guess: receiptGuess,
  policy: onlyVisitor,
  async handle({ app, tx, input: { receipt: typed } }) {
    const receipt = readReceipt(typed);
    if (!receipt) throw new AppError('invalid-input', { reason: 'mistyped' });
    const leaf = leafOfReceipt(regionIn(tx), receipt);
    const day = await dayOfLeaf(tx, leaf);
    if (day !== null) {
      const sealed = await signedDay(tx, day);
      const proof = sealed ? proveLeaf(leaf, await leavesOn(tx, day), sealed) : null;
      return { state: 'counted' as const, day, proof };
    }
    if (await waits(tx, hashesOf(app.ports.keys, receipt).check))
      return { state: 'waiting' as const, day: null, proof: null };
    throw new AppError('not-found', { kind: 'receipt' });
  },
});
