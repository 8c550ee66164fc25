import { createHash } from 'node:crypto';
import type { KeyPort } from '@otklik/kernel';

// Crockford's base32, without letters that are mistaken for one another.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RECEIPT_bytes = 16;
const DATA_LETTERS = 26;
const CHECK_LETTERS = 2;

const sharply = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll(/[OО]/g, '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '');

function lettersOf(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)]!)
    .join('');
}

const checkOf = (letters: string): string =>
  lettersOf(createHash('sha256').update(`survey-receipt|${letters}`).digest()).slice(
    0,
    CHECK_LETTERS,
  );

/**
 * The receipt of a finished form: 128 bits in base32 with two letters that check the rest, in groups of four. It
 * follows from the link and the form's hidden number, so the same form sent twice shows the same receipt.
 */
export function receiptOf(keys: KeyPort, token: string, nonce: string): string {
  const bytes = Buffer.from(keys.hash('survey-receipt-text', `${token}|${nonce}`), 'base64url');
  const letters = lettersOf(bytes.subarray(0, RECEIPT_bytes));
  return `${letters}${checkOf(letters)}`.match(/.{1,4}/g)!.join('-');
}

/** What somebody typed, as it stands on a receipt; null for what is none. */
export function readReceipt(typed: string): string | null {
  const letters = sharply(typed);
  if (letters.length !== DATA_LETTERS + CHECK_LETTERS) return null;
  const data = letters.slice(0, DATA_LETTERS);
  return checkOf(data) === letters.slice(DATA_LETTERS) ? letters.match(/.{1,4}/g)!.join('-') : null;
}

/** Hashes of one receipt, each for its own place: none of them tells of another. */
export interface ReceiptHashes {
  /** While the answer waits. */
  readonly check: string;
  readonly answer: string;
  comment(linkId: string): string;
}

export const hashesOf = (keys: KeyPort, receipt: string): ReceiptHashes => ({
  check: keys.hash('survey-receipt-check', receipt),
  answer: keys.hash('survey-receipt', receipt),
  comment: (linkId) => keys.hash('survey-comment-receipt', `${receipt}|${linkId}`),
});
