/** Letters of the two alphabets that look alike; lower case of what capitals show too (B and В). */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
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
};
const LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const RUSSIAN_KEYS = 'ёйцукенгшщзхъфывапролджэячсмитьбю';
const TO_RUSSIAN = new Map([...LATIN_KEYS].map((key, at) => [key, RUSSIAN_KEYS[at]!]));
const TO_LATIN = new Map([...RUSSIAN_KEYS].map((key, at) => [key, LATIN_KEYS[at]!]));

/** Words that every address or question holds and that choose nothing. */
const FILLERS = new Set(
  (
    'в во на у и по при около возле рядом где номер no г гор город москва москве москвы район района районе ' +
    'улица улице улицы ул дом корпус корп стр строение имени им гбуз фгбуз дзм the in of near street st str moscow'
  ).split(' '),
);
const ORDINAL_ENDING = new Set([
  'я',
  'й',
  'ая',
  'ой',
  'ый',
  'го',
  'ую',
  'ей',
  'му',
  'ом',
  'th',
  'st',
  'nd',
  'rd',
]);
/** What people write for short. */
const ABBREVIATIONS: Readonly<Record<string, readonly string[]>> = {
  гп: ['городская', 'поликлиника'],
  дп: ['детская', 'поликлиника'],
  дгп: ['детская', 'городская', 'поликлиника'],
  пол: ['поликлиника'],
  жк: ['женская', 'консультация'],
  фил: ['филиал'],
  клиника: ['поликлиника'],
  polyclinics: ['polyclinic'],
  clinic: ['polyclinic'],
};
const BRANCH_WORD = /^(филиал\p{L}{0,3}|branch|branches)$/u;

/** A word, or a number of one of two meanings; the sign keeps them apart in the index. */
export const clinicNumber = (number: number): string => `#${number}`;
export const branchNumber = (number: number): string => `~${number}`;
export const isNumberSign = (word: string): boolean => /^[#~\d]/.test(word);

const hasCyrillic = (text: string): boolean => /\p{Script=Cyrillic}/u.test(text);
const hasLatin = (text: string): boolean => /[a-z]/i.test(text);

/** Lower case, е for ё, Latin letters without marks, no compatibility forms. */
export function plain(text: string): string {
  return text
    .replace(/[№#]/g, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .normalize('NFD')
    .replace(/([a-z])\p{M}+/gu, '$1')
    .normalize('NFC');
}

/** Words and numbers of a text in their order: case, marks and punctuation gone, fillers dropped. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const found of plain(text).match(/\p{L}+|\d+/gu) ?? []) {
    if (/^\d/.test(found)) {
      words.push(branchOrPlain(words.at(-1), String(Number(found.slice(0, 9)))));
      continue;
    }
    const word = hasCyrillic(found) && hasLatin(found) ? fromLookalikes(found) : found;
    const afterNumber = /^\d+$/.test(words.at(-1) ?? '');
    if ([...word].length < 2 || FILLERS.has(word) || (afterNumber && ORDINAL_ENDING.has(word)))
      continue;
    words.push(...(ABBREVIATIONS[word] ?? [word]));
  }
  return words;
}

const branchOrPlain = (before: string | undefined, number: string): string =>
  before && BRANCH_WORD.test(before) ? `~${number}` : number;

const fromLookalikes = (word: string): string =>
  [...word].map((letter) => LOOKALIKES[letter] ?? letter).join('');

const swapKeys = (chunk: string, keys: ReadonlyMap<string, string>): string =>
  [...chunk.toLowerCase()].map((key) => keys.get(key) ?? key).join('');

/**
 * What a question may mean, word by word: each place holds the readings of one word, as typed first,
 * then as typed with the other keyboard layout or in letters that only look Latin.
 */
export function readingsOf(question: string): string[][] {
  const places: string[][] = [];
  for (const chunk of question.split(/\s+/).filter(Boolean)) {
    const typed = wordsOf(chunk);
    // A filler is no word in the other layout either.
    if (typed.length === 0 && /[\p{L}\d]/u.test(chunk)) continue;
    const others = otherReadings(chunk).map(wordsOf);
    // «fh,fn»: on the other layout the comma is a letter and the two pieces are one word.
    const whole =
      typed.length !== 1 && hasLatin(chunk)
        ? others.find((words) => words.length === 1)
        : undefined;
    if (whole) places.push([whole[0]!, typed.join('')].filter(Boolean));
    else
      typed.forEach((word, at) => {
        const pairs = others
          .filter((words) => words.length === typed.length)
          .map((words) => words[at]!);
        const own = at === 0 && /^\d+$/.test(word) ? branchOrPlain(places.at(-1)?.[0], word) : word;
        places.push([...new Set([own, ...(own === word ? pairs : [])])]);
      });
  }
  return places.slice(0, 12);
}

function otherReadings(chunk: string): string[] {
  if (hasCyrillic(chunk)) return hasLatin(chunk) ? [] : [swapKeys(chunk, TO_LATIN)];
  if (!hasLatin(chunk)) return [];
  const letters = plain(chunk).match(/[a-z]/g) ?? [];
  const looks = letters.length > 1 && letters.every((letter) => letter in LOOKALIKES);
  return [swapKeys(chunk, TO_RUSSIAN), ...(looks ? [fromLookalikes(plain(chunk))] : [])];
}
