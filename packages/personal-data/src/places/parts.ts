import type { Token } from '../text/tokens.ts';
import { isCapital } from '../text/tokens.ts';
import { CITY, EXTRA, FLAT, HOUSE, REGION, SETTLEMENT, STREET, UNIT } from './words.ts';

/** What follows a street's name: the house, the flat and what else leads to the door. */
export interface Tail {
  /** Last token; the one before the tail when nothing was found. */
  readonly last: number;
  readonly house: boolean;
  readonly flat: boolean;
}

const MOST_PARTS = 8;

/** Reads house, block, flat, floor after token `from - 1`. */
export function tailAt(tokens: readonly Token[], from: number): Tail {
  let last = from - 1;
  let house = false;
  let flat = false;
  for (let parts = 0; parts < MOST_PARTS; parts += 1) {
    let at = last + 1;
    while (tokens[at]?.raw === ',' || (tokens[at]?.raw === '.' && at === last + 1)) at += 1;
    const token = tokens[at];
    if (!token || token.gap === 3) break;
    const marked = markedNumber(tokens, at);
    if (marked !== null) {
      if (FLAT.test(token.low)) flat = true;
      else if (HOUSE.test(token.low)) house = true;
      last = marked;
      continue;
    }
    if (!house && token.kind === 'digits') {
      const bare = numberEnd(tokens, at);
      const next = tokens[bare + 1];
      if (next?.raw === '-' && next.gap === 0) break;
      if (token.raw.length > 4 || (next?.kind === 'word' && next.gap < 2 && UNIT.test(next.low)))
        break;
      if (next?.raw === ':' || next?.raw === '%' || next?.raw === '₽') break;
      house = true;
      // «7-1-45» and «14-86» name the flat last.
      flat ||= tokens.slice(at, bare + 1).some((part) => part.raw === '-');
      last = bare;
      continue;
    }
    // «… 3 подъезд, 5 этаж»
    if (house && token.kind === 'digits' && EXTRA.test(tokens[at + 1]?.low ?? '')) {
      last = at + 1;
      continue;
    }
    break;
  }
  return { last, house, flat };
}

/** «д. 14», «корп. 2», «квартира № 12», «подъезд 3»: the last token of the number, or null; `at` may lie past the end. */
export function markedNumber(tokens: readonly Token[], at: number): number | null {
  const word = tokens[at];
  if (word?.kind !== 'word') return null;
  if (!HOUSE.test(word.low) && !FLAT.test(word.low) && !EXTRA.test(word.low)) return null;
  let next = at + 1;
  while (tokens[next] && ['.', '№', ':'].includes(tokens[next]!.raw)) next += 1;
  if (tokens[next]?.low === 'номер') next += 1;
  const number = tokens[next];
  if (!number || number.gap > 1) return null;
  const letter = number.kind === 'word' && /^[А-ЯA-Z]$/.test(number.raw) && HOUSE.test(word.low);
  if (number.kind !== 'digits' && !letter) return null;
  if (number.kind === 'digits' && number.raw.length > 5) return null;
  return letter && word.raw.length > 1
    ? next
    : number.kind === 'digits'
      ? numberEnd(tokens, next)
      : null;
}

/** «14», «14/2», «14А», «14к2», «7-1-45». */
export function numberEnd(tokens: readonly Token[], at: number): number {
  let last = at;
  for (let next = at + 1; next <= at + 6; next += 1) {
    const token = tokens[next];
    if (!token || token.gap > 0) break;
    if (token.kind === 'digits') last = next;
    else if (token.kind === 'word' && /^([а-я]|к|корп|стр|лит)$/.test(token.low)) {
      if (token.low.length === 1 || tokens[next + 1]?.kind === 'digits') last = next;
    } else if (token.kind !== 'sign' || !'/-'.includes(token.raw)) break;
  }
  // «14 А,»
  const letter = tokens[last + 1];
  const stands = letter?.kind === 'word' && letter.gap === 1 && /^[АБГД]$/.test(letter.raw);
  return stands && (!tokens[last + 2] || ',.)'.includes(tokens[last + 2]!.raw)) ? last + 1 : last;
}

const MOST_LEFT = 6;

/** Goes left from a street over city, district, region and index; the first token of the address. */
export function headBefore(tokens: readonly Token[], start: number): number {
  let first = start;
  for (let parts = 0; parts < MOST_LEFT; parts += 1) {
    let at = first - 1;
    if (tokens[at]?.raw === ',') at -= 1;
    const before = partBefore(tokens, at);
    if (before === null) break;
    first = before;
  }
  return first;
}

function partBefore(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at];
  if (!token) return null;
  if (token.kind === 'digits') return token.raw.length === 6 ? at : null;
  const dotted = token.raw === '.' && at > 0;
  const word = dotted ? tokens[at - 1]! : token;
  const place = dotted ? at - 1 : at;
  if (word.kind !== 'word') return null;
  // «Московская обл.»
  if (REGION.test(word.low) && isCapital(tokens[place - 1])) return place - 1;
  if (dotted || !isCapital(word)) return null;
  for (let back = place - 1; back >= place - 3 && back >= 0; back -= 1) {
    const type = tokens[back]!.raw === '.' ? tokens[back - 1] : tokens[back];
    const index = tokens[back]!.raw === '.' ? back - 1 : back;
    if (type && (SETTLEMENT.test(type.low) || REGION.test(type.low)) && !isCapital(type))
      return index;
    if (!isCapital(tokens[back])) break;
  }
  return CITY.test(word.low) ? place : null;
}

const NAME_DIGITS = /^(я|й|ая|ый|го|лет|летия|марта|мая|июля|января|октября|ноября|съезда)$/;

/** Last token of a street's name that stands after its type; null when there is none. */
export function nameAfter(tokens: readonly Token[], from: number): number | null {
  let at = from;
  while (tokens[at]?.raw === '.' || tokens[at]?.raw === '"' || tokens[at]?.raw === '«') at += 1;
  let last: number | null = null;
  let words = 0;
  for (; at < from + 10 && words < 5; at += 1) {
    const token = tokens[at];
    if (!token || token.gap > 1) break;
    if (token.raw === '.' && isInitial(tokens[at - 1])) continue;
    if (token.raw === '"' || token.raw === '»') {
      last = last === null ? null : at;
      continue;
    }
    if (token.kind === 'sign' && token.raw !== '-') break;
    if (token.raw === '-') continue;
    if (token.kind === 'digits') {
      const next = tokens[at + 1]?.raw === '-' ? tokens[at + 2] : tokens[at + 1];
      if (last !== null || !NAME_DIGITS.test(next?.low ?? '')) break;
      continue;
    }
    if (STREET.test(token.low) && words > 0) break;
    if (markedNumber(tokens, at) !== null) break;
    if (!isCapital(token) && !NAME_DIGITS.test(token.low) && !/^(имени|им)$/.test(token.low)) {
      // Typed without capitals: one or two words, and only a number may follow.
      if (words > 1 || !isPlainName(tokens, at)) break;
    }
    last = at;
    words += 1;
  }
  return last;
}

function isInitial(token: Token | undefined): boolean {
  return token?.kind === 'word' && token.raw.length === 1 && isCapital(token);
}

function isPlainName(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]!;
  if (word.raw.length < 4) return false;
  const next = tokens[at + 1];
  if (!next) return false;
  if (next.kind === 'digits' && next.gap < 2)
    return !UNIT.test(tokens[at + 2]?.low ?? '') && next.raw.length < 4;
  return markedNumber(tokens, next.raw === ',' ? at + 2 : at + 1) !== null;
}

/** First token of a street's name that stands before its type; null when there is none. */
export function nameBefore(tokens: readonly Token[], type: number): number | null {
  let first: number | null = null;
  for (let at = type - 1; at >= type - 4 && at >= 0; at -= 1) {
    const token = tokens[at]!;
    if (tokens[at + 1]!.gap > 1) break;
    if (token.kind === 'digits' && first !== null) {
      first = at;
      break;
    }
    if (token.raw === '-' && tokens[at - 1]?.kind === 'digits') continue;
    if (token.kind !== 'word') break;
    const ordinal = /^(я|й|ая|ый|ой)$/.test(token.low);
    const adjective =
      /(ая|ой|ую|ий|ый|ом|ому|ем|ого|ое|ее)$/.test(token.low) && token.raw.length > 4;
    if (first === null ? !(isCapital(token) || adjective) : !(isCapital(token) || ordinal)) break;
    if (
      /^(на|по|в|эта|этой|нашей|моей|своей|соседней|другой|какой|той|каждой|самой|всей|горяч\S+|единая|прямая|телефонная|автобусная|трамвайная)$/.test(
        token.low,
      )
    )
      break;
    first = at;
  }
  return first;
}
