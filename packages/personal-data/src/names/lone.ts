import { beginsSentence } from '../text/reading.ts';
import type { Token } from '../text/tokens.ts';
import { isCapital, isShouted } from '../text/tokens.ts';
import { NAMING, PLACES, PROFESSION } from './other-words.ts';
import type { Match } from './patterns.ts';
import type { NameWord, NameWords } from './words.ts';
import { isAbbreviation } from './words.ts';

/** Endings of surnames that no everyday word in capitals has in the middle of a sentence. */
const PLAIN = /([оеё]в(а|ой|у|ым|ою)?|енко|швили|дзе|янц|ян(а|у|ом)?)$/;
const SMALL = /([оеё]в(а|ой|у)|енко)$/;
const VERB = /^(?!нет$).*(л|ла|ли|ет|ит|ает|яет|лся|лась)$/;

/** A single word that is a name because a post, «зовут» or a capital amid the sentence says so. */
export function isAlone(tokens: readonly Token[], at: number, words: NameWords): Match | null {
  const token = tokens[at]!;
  if (token.raw.length < 2) return null;
  const word = words.of(token);
  if (word.common || isAbbreviation(tokens, at)) return null;
  const confidence = Math.max(
    afterPost(tokens, at, word),
    afterNaming(tokens, at, word),
    amidSentence(tokens, at, word),
    isCapital(token) &&
      word.patronymic !== null &&
      /(ыч|ич|вна|вне|вны|ичу|ыча|ычу)$/.test(token.low)
      ? 0.55
      : 0,
  );
  return confidence > 0 ? { first: at, last: at, confidence, whole: false } : null;
}

function directlyBefore(tokens: readonly Token[], at: number): Token | undefined {
  const token = tokens[at - 1];
  if (tokens[at]!.gap !== 1 && tokens[at]!.gap !== 0) return undefined;
  if (token?.raw === '.' || token?.raw === ':' || token?.raw === '-') return tokens[at - 2];
  return token;
}

function afterPost(tokens: readonly Token[], at: number, word: NameWord): number {
  const before = directlyBefore(tokens, at);
  if (before?.kind !== 'word' || !PROFESSION.has(before.low)) return 0;
  const token = tokens[at]!;
  const stop = tokens[at - 1]!.raw === '.' && before.raw.length > 5;
  if (stop) return 0;
  if (!isCapital(token))
    return word.surname >= 2 && word.first === null && isSmallSurname(token, word) ? 0.6 : 0;
  if (word.first !== null && word.surname < 2) return 0.55;
  if (word.surname >= 2) return 0.85;
  const post = /^(врач|доктор|терапевт|медсестр|хирург)/.test(before.low);
  if (word.surname === 1) return post ? 0.75 : 0.6;
  return post && !isShouted(token) && !PLACES.has(token.low) && tokens[at - 1] === before
    ? 0.55
    : 0;
}

function isSmallSurname(token: Token, word: NameWord): boolean {
  if (/^(готов|здоров|нов|слов|голов|основ|коров|сурова|перв|итогов|дешев)/.test(token.low))
    return false;
  return SMALL.test(token.low) || (word.surname === 3 && /[ое]в$/.test(token.low));
}

function afterNaming(tokens: readonly Token[], at: number, word: NameWord): number {
  const before = directlyBefore(tokens, at);
  if (before?.kind !== 'word' || !NAMING.has(before.low)) return 0;
  const token = tokens[at]!;
  if (tokens[at - 1]!.raw === '.' && before.raw.length > 4) return 0;
  const named = /^(зовут|звать|фамили|имя|фио)/.test(before.low);
  if (!isCapital(token)) {
    if (named && word.first !== null && !word.vague) return 0.5;
    return word.surname >= 2 && word.first === null && isSmallSurname(token, word) ? 0.55 : 0;
  }
  if (word.surname >= 2 && word.first === null) return 0.8;
  if (word.first !== null) return named ? 0.55 : 0.4;
  return named && !PLACES.has(token.low) ? 0.65 : word.surname === 1 ? 0.5 : 0;
}

function amidSentence(tokens: readonly Token[], at: number, word: NameWord): number {
  const token = tokens[at]!;
  if (!isCapital(token) || isShouted(token) || word.surname < 2 || word.first !== null) return 0;
  if (PLACES.has(token.low) || !PLAIN.test(token.low) || token.raw.length < 4) return 0;
  if (
    ['«', '"', '„', '“', "'", '@', '.', '/'].includes(tokens[at - 1]?.raw ?? '') &&
    token.gap === 0
  )
    return 0;
  const next = tokens[at + 1];
  const acts = next?.kind === 'word' && VERB.test(next.low) && !isCapital(next);
  // «на Липовой» is a street, «Талонов нет» a plural.
  if (/^(на|по|в)$/.test(tokens[at - 1]?.low ?? '') && /[ое]вой$/.test(token.low)) return 0;
  const number = next?.raw === ',' ? tokens[at + 2] : next;
  if (number?.kind === 'digits' && /[ое]вой$/.test(token.low)) return 0;
  if (word.surname < 3 && /[ое]в$/.test(token.low) && !acts) return 0;
  if (!beginsSentence(tokens, at)) return word.surname === 3 ? 0.7 : 0.6;
  return word.surname === 3 && acts ? 0.55 : 0;
}
