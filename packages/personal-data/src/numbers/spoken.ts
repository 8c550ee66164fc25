import type { Candidate, Context } from '../candidate.ts';
import { candidate } from '../candidate.ts';
import type { Token } from '../text/tokens.ts';

// Phone numbers in words: «девятьсот пять ноль ноль ноль двенадцать тридцать четыре», also mixed with digits.

const UNITS = 'ноль один два три четыре пять шесть семь восемь девять'.split(' ');
const TEENS =
  'десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'.split(
    ' ',
  );
const TENS = 'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'.split(
  ' ',
);
const HUNDREDS = 'сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'.split(
  ' ',
);
const MISSPELT: Readonly<Record<string, string>> = {
  нуль: 'ноль',
  нолик: 'ноль',
  одна: 'один',
  две: 'два',
  восимь: 'восемь',
  девить: 'девять',
  чтыре: 'четыре',
  шиснадцать: 'шестнадцать',
  шеснадцать: 'шестнадцать',
  шиснацать: 'шестнадцать',
  шеснацать: 'шестнадцать',
  шестьдисят: 'шестьдесят',
  симь: 'семь',
  питнадцать: 'пятнадцать',
  пядесят: 'пятьдесят',
  девяноста: 'девяносто',
  пицот: 'пятьсот',
  пятсот: 'пятьсот',
};

interface Numeral {
  readonly value: number;
  readonly size: 1 | 2 | 3;
}

/** Soft signs and doubled consonants are what people leave out. */
function key(word: string): string {
  return word.replaceAll('ь', '').replaceAll('дц', 'ц').replace(/(.)\1/g, '$1');
}

const NUMERALS = new Map<string, Numeral>([
  ...UNITS.map((word, at) => [key(word), { value: at, size: 1 }] as const),
  ...TEENS.map((word, at) => [key(word), { value: 10 + at, size: 2 }] as const),
  ...TENS.map((word, at) => [key(word), { value: 20 + at * 10, size: 2 }] as const),
  ...HUNDREDS.map((word, at) => [key(word), { value: (at + 1) * 100, size: 3 }] as const),
]);
const REPEATED: Readonly<Record<string, string>> = {
  ноля: '0',
  нуля: '0',
  нолей: '0',
  нулей: '0',
  единицы: '1',
  двойки: '2',
  тройки: '3',
  четверки: '4',
  пятерки: '5',
  шестерки: '6',
  семерки: '7',
  восьмерки: '8',
  девятки: '9',
};
const LONGEST_NUMERAL = 14;

function numeralOf(word: string): Numeral | null {
  if (word.length < 2 || word.length > LONGEST_NUMERAL) return null;
  return NUMERALS.get(key(MISSPELT[word] ?? word)) ?? null;
}

interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Phones in words. A list of numbers in a sentence has another length or another beginning. */
export function spokenPhones(context: Context): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]!.kind !== 'word' || !isNumeralWord(tokens[at]!)) continue;
    const spoken = spokenFrom(tokens, at);
    const span = spoken ? judged(context, spoken) : null;
    if (span) found.push(span);
    if (spoken) at = Math.max(at, spoken.last);
  }
  return found;
}

const BEGINNINGS = new Set('но ну од дв тр че чт пя пи пл ше се во де со ст'.split(' '));

function isNumeralWord(token: Token): boolean {
  if (!BEGINNINGS.has(token.low.slice(0, 2))) return false;
  return partsOf(token).every((part) => numeralOf(part.text) !== null || part.text === 'плюс');
}

function partsOf(token: Token): Part[] {
  let start = token.start;
  return token.low.split('-').map((text) => {
    const part = { text, start, end: start + text.length };
    start += text.length + 1;
    return part;
  });
}

interface Spoken {
  readonly digits: string;
  readonly words: number;
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

const MOST_TOKENS = 40;
const MOST_DIGITS = 13;

/** Digits said so far: «девятьсот» waits for «пять», «пять» waits for nothing. */
class Dictation {
  #done = '';
  #value: number | null = null;
  #size: 1 | 2 | 3 = 1;
  words = 0;

  get digits(): string {
    return this.#done + (this.#value === null ? '' : String(this.#value));
  }

  plain(digits: string): void {
    this.#done = this.digits + digits;
    this.#value = null;
  }

  say(word: string): void {
    const repeated = REPEATED[word];
    if (repeated !== undefined) {
      // «три нуля»; a lone «нуля» says nothing.
      if (this.#value !== null && this.#size === 1 && this.#value > 1) {
        const times = this.#value;
        this.#value = null;
        this.plain(repeated.repeat(times));
      }
      return;
    }
    const numeral = numeralOf(word);
    if (!numeral) return;
    this.words += 1;
    if (this.#value !== null && this.#waitsFor(numeral)) this.#value += numeral.value;
    else {
      this.#done = this.digits;
      this.#value = numeral.value;
    }
    this.#size = numeral.size;
  }

  #waitsFor(numeral: Numeral): boolean {
    if (numeral.value === 0 || this.#value === null) return false;
    if (this.#size === 3) return numeral.size < 3;
    return this.#size === 2 && numeral.size === 1 && this.#value % 100 >= 20;
  }
}

function spokenFrom(tokens: readonly Token[], from: number): Spoken | null {
  // Digits before the first word may belong to it: «8 девятьсот шестнадцать …».
  const lead = tokens[from - 1];
  const leads = lead?.kind === 'digits' && lead.raw.length <= 3 && tokens[from]!.gap < 2;
  const first = leads ? from - 1 : from;
  const dictation = new Dictation();
  let last = from;
  for (let at = first; at < tokens.length && at < first + MOST_TOKENS; at += 1) {
    const token = tokens[at]!;
    if (token.gap === 3 || dictation.digits.length >= MOST_DIGITS) break;
    if (token.kind === 'sign') {
      if (',-+()'.includes(token.raw)) continue;
      break;
    }
    if (token.kind === 'digits') dictation.plain(token.raw);
    else {
      const parts = partsOf(token);
      if (!parts.every((part) => part.text === 'плюс' || readable(part.text))) break;
      for (const part of parts) dictation.say(part.text);
    }
    last = at;
  }
  const { digits, words } = dictation;
  if (words === 0) return null;
  return { digits, words, first, last, start: tokens[first]!.start, end: tokens[last]!.end };
}

function readable(word: string): boolean {
  return numeralOf(word) !== null || REPEATED[word] !== undefined;
}

function judged(context: Context, spoken: Spoken): Candidate | null {
  const { digits } = spoken;
  const named = context.topics.before(spoken.first, 'phone', 5) < Infinity;
  const mobile = /^([78]?9\d{9})$/.test(digits);
  const city = named && /^[78]?[348]\d{9}$/.test(digits) && !/^[78]?80/.test(digits);
  const local = named && spoken.words >= 3 && (digits.length === 7 || digits.length === 6);
  if (!mobile && !city && !local) return null;
  return candidate('phone', spoken.start, spoken.end, local ? 0.65 : 0.9);
}
