import { parseReceipt } from '@otklik/cases';
import { newId, type GuessRule } from '@otklik/kernel';

const PARTS = 3;

/**
 * Tries at a receipt of thanks wait by the thirds of the code, as those at a receipt of a case do (see
 * docs/decisions/0067-growing-delay.md). Without a receipt nothing is guessed at.
 */
export const receiptGuess: GuessRule<{ readonly receipt?: string | undefined }> = {
  at: 'thanks-receipt',
  targets({ app, input: { receipt } }) {
    if (receipt === undefined) return [];
    const words = parseReceipt(receipt)?.split('-') ?? Array.from({ length: PARTS }, () => newId());
    const size = Math.ceil(words.length / PARTS);
    return Array.from({ length: PARTS }, (_, at) => {
      const third = words.slice(at * size, (at + 1) * size).join('-');
      return app.ports.keys.hash('receipt-part', `thanks|${at}|${third}`);
    });
  },
};
