import { newId, type GuessRule } from '@otklik/kernel';
import { readReceipt } from './model/receipt.ts';

const PARTS = 3;

/** Tries at a receipt wait by the thirds of the code, as those at other receipts do (decision 0067). */
export const receiptGuess: GuessRule<{ readonly receipt: string }> = {
  at: 'survey-receipt',
  targets({ app, input }) {
    const groups = readReceipt(input.receipt)?.split('-');
    const words = groups ?? Array.from({ length: PARTS }, () => newId());
    const size = Math.ceil(words.length / PARTS);
    return Array.from({ length: PARTS }, (_, at) => {
      const third = words.slice(at * size, (at + 1) * size).join('-');
      return app.ports.keys.hash('receipt-part', `survey-answer|${at}|${third}`);
    });
  },
};
