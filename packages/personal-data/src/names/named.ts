import { normalise } from '../text/normalise.ts';
import type { Span } from '../types.ts';
import { firstName, patronymic } from './forms.ts';

// Surnames that are known beforehand, in any Russian case: who is named need not be guessed from endings.

const WORD = /[а-яёa-z]+(?:-[а-яёa-z]+)*/giu;
const low = (word: string): string => word.toLowerCase().replaceAll('ё', 'е');
const each = (stem: string, endings: string): string[] => [
  stem,
  ...endings.split(' ').map((ending) => stem + ending),
];

const POSSESSIVE = /^(.*(?:ов|ев|ин|ын))(?:а|у|ым|е|ой|ою|ы|ых|ыми)?$/;
const ADJECTIVE =
  /^(.{2,}?)(?:ий|ый|ой|ого|его|ому|ему|им|ым|ом|ем|ая|яя|ую|юю|ою|ие|ые|их|ых|ими|ыми)$/;
const ADJECTIVE_ENDINGS = 'ий ый ой ого его ому ему им ым ом ем ая яя ую юю ою ие ые их ых ими ыми';
const HARD = 'а у ом ем е ы и ов ам ами ах';

/** The forms of one part of a surname, which may itself stand in any case. */
function formsOf(word: string): Set<string> {
  const forms = new Set([word]);
  const add = (found: readonly string[]): void => found.forEach((form) => forms.add(form));
  const possessive = POSSESSIVE.exec(word);
  if (possessive && word.length > 3) {
    add(each(possessive[1]!, 'а у ым е ой ою ы ых ыми'));
    return forms;
  }
  const adjective = ADJECTIVE.exec(word);
  if (adjective && word.length > 4)
    add(each(adjective[1]!, ADJECTIVE_ENDINGS).filter((form) => form !== adjective[1]));
  if (word.endsWith('а')) add(each(word.slice(0, -1), 'а ы и е у ой ою ей ею').slice(1));
  if (word.endsWith('я')) add(each(word.slice(0, -1), 'я и е ю ей ею').slice(1));
  if (/[ьй]$/.test(word)) add(each(word.slice(0, -1), 'я ю ем е и ев ям ями ях').slice(1));
  if (/[бвгджзклмнпрстфхцчшщ]$/.test(word)) {
    add(each(word, HARD));
    // The vowel that flees: Кравец, Кравца; Поспелок, Поспелка.
    const fleeting = /^(.+[бвгджзклмнпрстфхцчшщ])[ео]([кц])$/.exec(word);
    if (fleeting) add(each(fleeting[1]! + fleeting[2]!, HARD).slice(1));
  }
  // What was typed may stand in a case itself: «к Мельнику».
  const cut = /^(.{2,}[бвгджзклмнпрстфхцчшщ])(?:а|у|ом|ем|е)$/.exec(word);
  if (cut && word.length > 4) add(each(cut[1]!, HARD));
  return forms;
}

/** Surnames of this kind are no other words: they are found in small letters too. */
const PLAIN = /(?:[оеё]в|[иы]н|[сц]к)(?:а|ой|ий|ая)?$|(?:енко|швили|дзе|янц?)$/;

interface Wanted {
  readonly parts: readonly ReadonlySet<string>[];
  readonly needs_capital: boolean;
}

const wantedOf = (surname: string): Wanted => {
  const word = low(surname);
  return { parts: word.split('-').map(formsOf), needs_capital: !PLAIN.test(word) };
};

function isForm(word: string, { parts }: Wanted): boolean {
  const own = word.split('-');
  if (own.length === parts.length) return own.every((part, at) => parts[at]!.has(part));
  // Of a double surname people often say one half.
  return own.length === 1 && parts.some((forms) => forms.has(word));
}

/**
 * Where known surnames stand in a text, in any Russian case and either gender. A proposal: a namesake is
 * found as well. Linear in the text's length.
 *
 * @param surnames in the nominative or in any case, one word each (a hyphen counts as a letter)
 * @returns spans of type `person`, in order; offsets in UTF-16 units of `text`
 */
export function findSurnames(text: string, surnames: readonly string[]): Span[] {
  const wanted = surnames.filter((name) => name.length > 1).map(wantedOf);
  if (wanted.length === 0) return [];
  const normal = normalise(text);
  const spans: Span[] = [];
  for (const { 0: found, index } of normal.lower.matchAll(WORD)) {
    const is_capital = normal.chars[index] !== normal.lower[index];
    const word = low(found);
    if (!wanted.some((one) => (is_capital || !one.needs_capital) && isForm(word, one))) continue;
    spans.push({
      type: 'person',
      start: normal.from[index]!,
      end: normal.to[index + found.length - 1]!,
      confidence: 0.9,
      checksumOk: null,
      role: 'professional',
    });
  }
  return spans;
}

/** Words of a short note that may be surnames: with a capital, neither given name nor patronymic. */
export function surnamesIn(words: string): string[] {
  const found: string[] = [];
  for (const [word] of words.matchAll(WORD)) {
    if (word.length < 3 || !/^[А-ЯЁ]/u.test(word)) continue;
    const small = low(word);
    if (firstName(small) === null && patronymic(small) === null) found.push(word);
  }
  return found;
}
