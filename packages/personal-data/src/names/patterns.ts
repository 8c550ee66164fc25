import { beginsSentence } from '../text/reading.ts';
import type { Token } from '../text/tokens.ts';
import { isCapital, isShouted } from '../text/tokens.ts';
import { NAMING } from './other-words.ts';
import type { NameWords } from './words.ts';
import { follows, isAbbreviation, isInitial } from './words.ts';

/** Tokens that make a name. */
export interface Match {
  readonly first: number;
  readonly last: number;
  readonly confidence: number;
  /** Whether it has a patronymic, or a given name beside the surname. */
  readonly whole: boolean;
}

type Pattern = (tokens: readonly Token[], at: number, words: NameWords) => Match | null;

const PATTERNS: readonly Pattern[] = [
  surnameFirst,
  nameAndPatronymic,
  withInitials,
  afterInitials,
  twoWords,
];

/** The first pattern of a name of several words that fits at a token. */
export function patternsAt(tokens: readonly Token[], at: number, words: NameWords): Match | null {
  for (const pattern of PATTERNS) {
    const match = pattern(tokens, at, words);
    if (match) return match;
  }
  return null;
}

const OGLY = /^(оглы|кызы|угли|кизи|оглу)$/;

/** «Берёзкина Антонина Павловна» */
function surnameFirst(tokens: readonly Token[], at: number, words: NameWords): Match | null {
  const rest = nameAndPatronymic(tokens, at + 1, words);
  if (!rest || !follows(tokens[at + 1]) || !isSurnameBefore(tokens, at, words)) return null;
  // «Анна Петровна Мария …»: the word before is another person's name.
  const word = words.of(tokens[at]!);
  if (word.first !== null && word.surname < 2 && rest.last - rest.first > 1) return null;
  const own = tokens[at + 3];
  const last =
    own && rest.last > at + 2 && word.surname > 0 && !OGLY.test(own.low) ? at + 2 : rest.last;
  return { first: at, last, confidence: rest.confidence, whole: true };
}

function isSurnameBefore(tokens: readonly Token[], at: number, words: NameWords): boolean {
  const token = tokens[at]!;
  const word = words.of(token);
  if (word.common || word.patronymic !== null || token.raw.length < 2) return false;
  if (isCapital(token)) {
    if (word.surname > 0) return true;
    return !beginsSentence(tokens, at) && !isAbbreviation(tokens, at) && !isShouted(token);
  }
  if (word.surname < 2) return false;
  // Typed small, «талонов» and «часов» look like surnames.
  const male = words.of(tokens[at + 1]!).first === 'male';
  return word.surname === 3 || !/[ое]в$/.test(token.low) || male;
}

/** «Иван Сергеевич», «Иван Сергеевич Плотников», «Эльчин Рауф оглы» */
function nameAndPatronymic(tokens: readonly Token[], at: number, words: NameWords): Match | null {
  const [name, father] = [tokens[at], tokens[at + 1]];
  if (name?.kind !== 'word' || father?.kind !== 'word' || !follows(father)) return null;
  const first = words.of(name);
  const ogly = OGLY.test(tokens[at + 2]?.low ?? '') && isCapital(father);
  const second = words.of(father);
  if (second.patronymic === null && !ogly) return null;
  const capitals = isCapital(name) && isCapital(father);
  if (first.first === null && (!capitals || first.common || name.raw.length < 3)) return null;
  if (first.first === null && (beginsSentence(tokens, at) || /[ои]й$/.test(father.low)))
    return null;
  if (!capitals && !isCapital(name) && first.first === null) return null;
  const last = ogly ? at + 2 : at + 1;
  const whole = { first: at, confidence: capitals ? 0.93 : 0.8, whole: true };
  const family = tokens[last + 1];
  if (!family || family.kind !== 'word' || !follows(family)) return { ...whole, last };
  const word = words.of(family);
  const next = tokens[last + 2];
  const otherPerson =
    word.first !== null && next?.kind === 'word' && words.of(next).patronymic !== null;
  if (word.common || otherPerson || family.raw.length < 2) return { ...whole, last };
  const fits = isCapital(family)
    ? (word.surname > 0 || !isShouted(family)) && !isAbbreviation(tokens, last + 1)
    : !isCapital(name) &&
      (word.surname === 3 || (word.surname === 2 && !/[ое]в$/.test(family.low)));
  return { ...whole, last: fits ? last + 1 : last };
}

/** The initials that begin at a token: the last token of them and how many. */
function initialsAt(tokens: readonly Token[], at: number): { last: number; count: number } | null {
  if (!isInitial(tokens[at])) return null;
  let last = at;
  let count = 1;
  if (tokens[last + 1]?.raw === '.') last += 1;
  const second = tokens[last + 1];
  if (isInitial(second) && second!.gap < 2) {
    count = 2;
    last += 1;
    if (tokens[last + 1]?.raw === '.' && tokens[last + 1]!.gap === 0) last += 1;
  }
  if (count === 1 && last === at) return null;
  return { last, count };
}

/** «Коваленко Д. А.», «Иванова Н.» */
function withInitials(tokens: readonly Token[], at: number, words: NameWords): Match | null {
  const token = tokens[at]!;
  const next = tokens[at + 1];
  if (token.raw.length < 2 || !next || (next.gap !== 1 && next.gap !== 0)) return null;
  const initials = initialsAt(tokens, at + 1);
  const word = words.of(token);
  if (!initials || word.common || word.first === 'both') return null;
  const sure = initials.count === 2;
  if (!isCapital(token)) {
    if (!sure || word.surname < 2) return null;
  } else if (sure ? word.surname === 0 && beginsSentence(tokens, at) : word.surname < 2)
    return null;
  if (isAbbreviation(tokens, at)) return null;
  return { first: at, last: initials.last, confidence: sure ? 0.92 : 0.75, whole: false };
}

/** «Д. А. Коваленко» */
function afterInitials(tokens: readonly Token[], at: number, words: NameWords): Match | null {
  const initials = initialsAt(tokens, at);
  const family = initials ? tokens[initials.last + 1] : undefined;
  if (!initials || !family || family.gap > 1 || !isCapital(family) || family.raw.length < 2)
    return null;
  const word = words.of(family);
  if (word.common || (initials.count === 1 && word.surname < 2)) return null;
  // «… кабинет Б. А. Петров ушёл» is rare enough; a second capital word would be a new sentence.
  if (word.surname === 0 && isAbbreviation(tokens, initials.last + 1)) return null;
  const confidence = initials.count === 2 ? 0.92 : 0.75;
  return { first: at, last: initials.last + 1, confidence, whole: false };
}

/** «Алиса Дёмина», «Тарасов Матвей» */
function twoWords(tokens: readonly Token[], at: number, words: NameWords): Match | null {
  const [left, right] = [tokens[at]!, tokens[at + 1]];
  if (right?.kind !== 'word' || !follows(right) || right.raw.length < 2) return null;
  const [one, two] = [words.of(left), words.of(right)];
  if (one.common || two.common) return null;
  const found = (confidence: number): Match => ({
    first: at,
    last: at + 1,
    confidence,
    whole: true,
  });
  if (!isCapital(left) || !isCapital(right)) return small(left, right, words) ? found(0.65) : null;
  if (isShouted(right) !== isShouted(left) && left.raw.length > 1) return null;
  const begins = beginsSentence(tokens, at) && !isNamed(tokens, at);
  // «Вера, Надежда, Любовь»: two everyday words make no name.
  if (one.vague && two.vague && one.surname < 2 && two.surname < 2) return null;
  if (one.first !== null && two.surname > 0)
    return one.vague && begins && two.surname < 2 ? null : found(0.88);
  if (two.first !== null && one.surname > 0) {
    if (begins && one.surname === 1 && two.vague) return null;
    return found(begins && one.surname < 2 ? 0.7 : 0.88);
  }
  if (isShouted(left)) return null;
  // A capital in the middle of a sentence beside a given name: a surname nobody has listed.
  if (one.first !== null && !one.vague && two.first === null) return found(0.7);
  return two.first !== null && !two.vague && one.first === null && !begins && left.raw.length > 1
    ? found(0.65)
    : null;
}

/** «Заявитель: Тё Анна» */
function isNamed(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.raw === ':' && NAMING.has(tokens[at - 2]?.low ?? '');
}

/** Typed without capitals only a known surname beside an unmistakable given name counts. */
function small(left: Token, right: Token, words: NameWords): boolean {
  if (isCapital(left) !== isCapital(right) && !isCapital(left)) return false;
  const [one, two] = [words.of(left), words.of(right)];
  const pair = (name: typeof one, family: typeof two, written: Token): boolean =>
    name.first !== null &&
    !name.vague &&
    (family.surname === 3 ||
      (family.surname === 2 && /([ое]ва|[ое]вой|[ое]ву|енко|ская|ской)$/.test(written.low))) &&
    family.first === null;
  return pair(one, two, right) || pair(two, one, left);
}
