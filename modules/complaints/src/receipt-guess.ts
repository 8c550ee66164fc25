import { newId, type GuessRule } from '@otklik/kernel';
import { parseReceipt } from '@otklik/cases';

const PARTS = 3;

/** The first, middle and last third of a code's words (or of the groups of an older code). */
function thirdsOf(code: string): string[] {
  const words = code.split('-');
  const size = Math.ceil(words.length / PARTS);
  return Array.from({ length: PARTS }, (_, at) =>
    words.slice(at * size, (at + 1) * size).join('-'),
  );
}

/**
 * Nobody guesses a whole receipt. Who has seen a part of one tries the rest: of every such row of tries one
 * third stays the same, unless a word of each is wanting. A text that is no code at all (a slip of the hand
 * nearly always) waits for nothing, and costs the same.
 * See docs/decisions/0067-growing-delay.md.
 */
export const receiptGuess: GuessRule<{ readonly receipt: string }> = {
  at: 'receipt',
  targets({ app, input: { receipt } }) {
    const code = parseReceipt(receipt);
    const parts = code ? thirdsOf(code) : Array.from({ length: PARTS }, () => newId());
    return parts.map((part, at) => app.ports.keys.hash('receipt-part', `${at}|${part}`));
  },
};
