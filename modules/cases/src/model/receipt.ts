import { createHash, randomBytes } from 'node:crypto';

// Crockford's alphabet: no I, L, O, U, so that a code written by hand is read back right.
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

const checkSymbols = (body: string): string => {
  const digest = createHash('sha256').update(`otklik-receipt:${body}`).digest();
  return ALPHABET[digest[0]! % 32]! + ALPHABET[digest[1]! % 32]!;
};

/** A receipt of 100 random bits and two check symbols, in groups: `7K3M-…` Shown once, stored as a hash. */
export function newReceipt(): string {
  const body = [...randomBytes(SYMBOLS)].map((byte) => ALPHABET[byte % 32]).join('');
  return grouped(body + checkSymbols(body));
}

const grouped = (symbols: string): string => symbols.match(/.{1,4}/g)!.join('-');

/** The receipt in its one form, or null when it cannot be one. Case, spaces and look-alikes are forgiven. */
export function parseReceipt(text: string): string | null {
  const symbols = [...text.toUpperCase().replace(/[\s–—-]/g, '')]
    .map((s) => LOOKALIKES[s] ?? s)
    .join('');
  if (symbols.length !== SYMBOLS + 2 || [...symbols].some((s) => !ALPHABET.includes(s)))
    return null;
  const body = symbols.slice(0, SYMBOLS);
  return checkSymbols(body) === symbols.slice(SYMBOLS) ? grouped(symbols) : null;
}
