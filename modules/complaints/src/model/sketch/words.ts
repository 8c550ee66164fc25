// Letters that look alike in the two alphabets: whoever swaps them to hide a copy hides nothing.
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  u: 'и',
  x: 'х',
  y: 'у',
  '3': 'з',
  '0': 'о',
};
const IN_A_WORD = /[\p{L}\p{N}]+/gu;
/** What takes no place on the page: zero-width signs, soft hyphens, marks over letters. */
const UNSEEN = /[\u00AD\u200B-\u200F\u2060\uFEFF]|\p{M}/gu;

const alike = (word: string): string =>
  /^\p{N}+$/u.test(word) ? '#' : [...word].map((letter) => LOOKS_LIKE[letter] ?? letter).join('');

/** The words of a text as it is read rather than typed: one form of letters, no signs, any number as `#`. */
export const readWords = (text: string): string[] =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('й', 'и')
      .replaceAll('ё', 'е')
      .replace(UNSEEN, '')
      .match(IN_A_WORD) ?? []
  ).map(alike);
