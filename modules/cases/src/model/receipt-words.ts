import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** SHA-256 of a text; handed in so that a test can count the work. */
export type Digest = (text: string) => Uint8Array;

export const sha256: Digest = (text) => createHash('sha256').update(text).digest();

/**
 * The 1,024 words of a receipt, in their one order: a code is in people's drawers, so no word ever moves.
 * Our own list of common nouns; the first four letters say which word it is, and any two differ in at least
 * three places.
 */
export const RECEIPT_WORDS: readonly string[] = readFileSync(
  new URL('../../data/receipt-words.txt', import.meta.url),
  'utf8',
)
  .split(/\s+/)
  .filter((word) => word !== '');

/** Eight words carry 80 random bits, the ninth is the check. */
export const WORDS_COUNT = 9;
const BITS = 10;
/** So many letters of a word say which one it is. */
export const TELLING_LETTERS = 4;

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe ' +
    'юyu яya'
  )
    .split(' ')
    .map((pair) => [pair[0]!, pair.slice(1)]),
);

/** Latin letters and digits that look like Russian ones; capitals first, where they differ from small ones. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  B: 'в',
  b: 'ь',
  a: 'а',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  '0': 'о',
  '3': 'з',
  '6': 'б',
};

const inLatin = (word: string): string => [...word].map((letter) => LATIN[letter] ?? '').join('');

const BY_LETTERS = new Map(
  RECEIPT_WORDS.map((word, index) => [word.slice(0, TELLING_LETTERS), index]),
);
const IN_LATIN: readonly string[] = RECEIPT_WORDS.map(inLatin);

/** Which word a person meant, or -1: by its first four letters, or as an English page spells it. */
function wordMeant(token: string): number {
  const latin = token.toLowerCase().replace(/['’ʹ]/g, '');
  if (/^[a-z]+$/.test(latin) && latin.length >= TELLING_LETTERS) {
    const spelled = IN_LATIN.indexOf(latin);
    if (spelled >= 0) return spelled;
    const begun = IN_LATIN.flatMap((word, index) => (word.startsWith(latin) ? [index] : []));
    if (begun.length === 1) return begun[0]!;
  }
  const russian = [...token]
    .map((sign) => LOOKALIKES[sign] ?? LOOKALIKES[sign.toLowerCase()] ?? sign)
    .join('')
    .toLowerCase()
    .replaceAll('ё', 'е');
  return BY_LETTERS.get(russian.slice(0, TELLING_LETTERS)) ?? -1;
}

/** Numbers of words as the bits they stand for, as text: for the check. */
const checkOf = (indices: readonly number[], digest: Digest): number => {
  const bytes = digest(`otklik-receipt-words:${indices.join('.')}`);
  return ((bytes[0]! << 8) | bytes[1]!) & (2 ** BITS - 1);
};

const written = (indices: readonly number[]): string =>
  indices.map((index) => RECEIPT_WORDS[index] ?? '').join('-');

/** The receipt that these ten bytes stand for. */
export function wordsFrom(random: Uint8Array): string {
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const indices = (bits.match(/.{10}/g) ?? []).map((chunk) => Number.parseInt(chunk, 2));
  return written([...indices, checkOf(indices, sha256)]);
}

/**
 * Nine words in their one form, or null when they are none. Case, hyphens, commas, numbers of a list, ё and
 * letters of the other alphabet are forgiven; the order matters. The same work for every text: one check.
 */
export function readWords(text: string, digest: Digest = sha256): string | null {
  const tokens = text
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}'’ʹ]+/u)
    .filter((token) => /\p{L}/u.test(token));
  const slots = Array.from({ length: WORDS_COUNT }, (_, place) => wordMeant(tokens[place] ?? ''));
  const isWhole = tokens.length === WORDS_COUNT && !slots.includes(-1);
  const check = checkOf(slots.slice(0, -1), digest);
  return isWhole && check === slots.at(-1) ? written(slots) : null;
}

/** A receipt of words in Latin letters, for who does not read Russian ones; another receipt as it is. */
export const spelledInLatin = (receipt: string): string =>
  receipt
    .split('-')
    .map((word) => (/^[а-я]+$/.test(word) ? inLatin(word) : word))
    .join('-');
