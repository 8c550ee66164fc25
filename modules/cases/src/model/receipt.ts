import { randomBytes } from 'node:crypto';
import { readWords, sha256, wordsFrom, type Digest } from './receipt-words.ts';

export { RECEIPT_WORDS, spelledInLatin } from './receipt-words.ts';

const RANDOM_bytes = 10;

/** A receipt of 80 random bits and a check, in nine words: `маяк-абажур-…` Shown once, stored as a hash. */
export const newReceipt = (): string => wordsFrom(randomBytes(RANDOM_bytes));

// What receipts were before: Crockford's base32 without I, L, O, U. They stay valid.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS = 20;
const LOOKALIKES: Readonly<Record<string, string>> = {
  I: '1',
  L: '1',
  O: '0',
  // Cyrillic capitals that look the same on a keyboard left in the other layout
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  О: '0',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
};

const checkSymbols = (body: string, digest: Digest): string => {
  const bytes = digest(`otklik-receipt:${body}`);
  return ALPHABET[bytes[0]! % 32]! + ALPHABET[bytes[1]! % 32]!;
};

const grouped = (symbols: string): string => symbols.match(/.{1,4}/g)!.join('-');

/** A code of symbols from its body of twenty: for tests and for codes that were given before words. */
export const symbolsFrom = (body: string): string => grouped(body + checkSymbols(body, sha256));

function readSymbols(text: string, digest: Digest): string | null {
  const symbols = [...text.toUpperCase().replace(/[\s–—-]/g, '')]
    .map((s) => LOOKALIKES[s] ?? s)
    .join('');
  const body = symbols.slice(0, SYMBOLS).padEnd(SYMBOLS, '0');
  const check = checkSymbols(body, digest);
  const isWhole = symbols.length === SYMBOLS + 2 && [...symbols].every((s) => ALPHABET.includes(s));
  return isWhole && check === symbols.slice(SYMBOLS) ? grouped(symbols) : null;
}

/**
 * The receipt in its one form, or null when it cannot be one: words, or the symbols of older codes. What a
 * person may get wrong without harm is forgiven. Every text costs the same two checks, whatever it is.
 */
export function parseReceipt(text: string, digest: Digest = sha256): string | null {
  const words = readWords(text, digest);
  const symbols = readSymbols(text, digest);
  return words ?? symbols;
}
