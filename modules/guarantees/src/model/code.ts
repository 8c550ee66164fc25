import { randomBytes } from 'node:crypto';

/** Without letters that are taken for others (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Fifty bits: nobody guesses one. */
const SYMBOLS = 10;
/** So long a clinic's system may send by one code. An assumption of ours. */
export const CODE_days = 90;

/** A fresh code, as it is read aloud at a desk: «7K3M9-QXT2B». */
export function newCode(): string {
  const symbols = [...randomBytes(SYMBOLS)]
    .map((byte) => ALPHABET[byte % ALPHABET.length])
    .join('');
  return `${symbols.slice(0, SYMBOLS / 2)}-${symbols.slice(SYMBOLS / 2)}`;
}

/** A code as somebody typed it, without what tells nothing; null: it is none. */
export function plainCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return plain.length === SYMBOLS && [...plain].every((one) => ALPHABET.includes(one))
    ? plain
    : null;
}
