/** An address after an `@` at the beginning of a word: `@anna@example.org`. */
const MENTION = /(?<![^\s([«"'])@([^\s@,;:()<>«»"]+@[^\s@,;:()<>«»"]+)/gu;

/** Addresses that a text mentions, in small letters, each once; a full stop after one is the sentence's. */
export const mentionedIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(MENTION)].map(([, address = '']) =>
      address.replace(/[.!?…]+$/u, '').toLowerCase(),
    ),
  ),
];
