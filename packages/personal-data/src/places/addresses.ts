import type { Candidate, Context } from '../candidate.ts';
import { candidate, distanceTo } from '../candidate.ts';
import type { Token } from '../text/tokens.ts';
import { isCapital } from '../text/tokens.ts';
import { isOrganisations } from '../text/owner.ts';
import type { Tail } from './parts.ts';
import { headBefore, markedNumber, nameAfter, nameBefore, numberEnd, tailAt } from './parts.ts';
import { CITY, FLAT, HOUSE, RESIDENCE, SETTLEMENT, STREET, UNIT, VAGUE_STREET } from './words.ts';

/** Places where somebody lives: a street with a house, best of all with a flat; a clinic's address is not one. */
export function addressesIn(context: Context): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  let done = -1;
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]!.kind !== 'word') continue;
    const place =
      streetAt(tokens, at) ?? settlementAt(tokens, at) ?? homeAt(context, at) ?? flatAt(tokens, at);
    if (!place || place.first <= done) continue;
    const span = judged(context, place);
    if (!span) continue;
    found.push(span);
    done = place.tail.last;
    at = Math.max(at, done);
  }
  return found;
}

interface Place {
  readonly first: number;
  readonly tail: Tail;
}

function judged(context: Context, { first, tail }: Place): Candidate | null {
  const { tokens } = context.reading;
  const home = distanceTo(context, first, -1, RESIDENCE, 5) < Infinity;
  if (!tail.flat && isOrganisations(context, first, tail.last, 0)) return null;
  const confidence = tail.flat ? 0.95 : home ? 0.85 : 0.65;
  return candidate('address', tokens[first]!.start, tokens[tail.last]!.end, confidence);
}

function streetAt(tokens: readonly Token[], at: number): Place | null {
  const type = tokens[at]!;
  if (!STREET.test(type.low)) return null;
  const before = nameBefore(tokens, at);
  const after = nameAfter(tokens, at + 1);
  const vague = VAGUE_STREET.test(type.low);
  const tails: [number, number][] = [];
  if (after !== null && (!vague || isCapital(tokens[after]))) tails.push([at, after + 1]);
  if (before !== null && (!vague || isCapital(tokens[before]))) {
    const dot = tokens[at + 1]?.raw === '.' ? 1 : 0;
    tails.push([before, at + 1 + dot]);
  }
  for (const [first, from] of tails) {
    const tail = tailAt(tokens, from);
    if (tail.house || tail.flat) return { first: headBefore(tokens, first), tail };
  }
  return null;
}

/** «дер. Ивановка, д. 12», «Зеленоград, корп. 1432, кв. 15». */
function settlementAt(tokens: readonly Token[], at: number): Place | null {
  const type = tokens[at]!;
  let name = at;
  if (SETTLEMENT.test(type.low) && !isCapital(type)) {
    name = tokens[at + 1]?.raw === '.' ? at + 2 : at + 1;
    if (!isCapital(tokens[name]) || tokens[name]!.gap > 1) return null;
    while (isCapital(tokens[name + 1]) && tokens[name + 1]!.gap === 1) name += 1;
  } else if (!isCapital(type) || !CITY.test(type.low)) return null;
  const next = tokens[name + 1]?.raw === ',' ? name + 2 : name + 1;
  if (!tokens[next] || markedNumber(tokens, next) === null) return null;
  const tail = tailAt(tokens, name + 1);
  return tail.house || tail.flat ? { first: headBefore(tokens, at), tail } : null;
}

const HOME =
  /^(живу|живем|живет|жил|жила|проживаю|проживает|проживаем|прописан|прописана|адрес|адресу|прописка|адрес:|зарегистрирован|зарегистрирована)$/;
const BETWEEN = /^(на|по|в|мой|наш|у|меня|сам|сама|мама|бабушка|фактически|постоянно|домашний)$/;

/** «живу на Липовой, 14-86», «адрес: Липовая 14»: no type of street, but the sentence says it is a home. */
function homeAt(context: Context, at: number): Place | null {
  const { tokens } = context.reading;
  if (!HOME.test(tokens[at]!.low)) return null;
  let first = at + 1;
  while (
    tokens[first] &&
    (BETWEEN.test(tokens[first]!.low) || ':-,'.includes(tokens[first]!.raw))
  ) {
    first += 1;
    if (first > at + 5) return null;
  }
  let last = first;
  if (!isCapital(tokens[last]) || STREET.test(tokens[last]!.low)) return null;
  while (isCapital(tokens[last + 1]) && tokens[last + 1]!.gap === 1 && last < first + 2) last += 1;
  const tail = tailAt(tokens, last + 1);
  return tail.house ? { first, tail } : null;
}

/** «Липовая 14, кв. 86», «дом 14, квартира 86»: found from the flat backwards. */
function flatAt(tokens: readonly Token[], at: number): Place | null {
  if (!FLAT.test(tokens[at]!.low) && tokens[at]!.low !== 'дом' && tokens[at]!.low !== 'д')
    return null;
  const isHouse = HOUSE.test(tokens[at]!.low);
  if (markedNumber(tokens, at) === null) return null;
  const tail = tailAt(tokens, at);
  if (!tail.flat) return null;
  let first = at;
  if (!isHouse) {
    const house = houseBefore(tokens, at);
    if (house === null) return null;
    first = house;
  }
  let name = first - 1;
  if (tokens[name]?.raw === ',') name -= 1;
  let taken = 0;
  while (taken < 3 && isCapital(tokens[name]) && tokens[name + 1]!.gap < 2) {
    first = name;
    name -= 1;
    taken += 1;
  }
  return { first: headBefore(tokens, first), tail };
}

function houseBefore(tokens: readonly Token[], flat: number): number | null {
  let at = flat - 1;
  if (tokens[at]?.raw === ',') at -= 1;
  for (let back = at; back >= Math.max(0, at - 5); back -= 1) {
    const token = tokens[back]!;
    if (token.kind !== 'digits' || token.raw.length > 4) continue;
    if (numberEnd(tokens, back) !== at || UNIT.test(tokens[back + 1]?.low ?? '')) continue;
    const mark = tokens[back - 1]?.raw === '.' ? back - 2 : back - 1;
    return mark >= 0 && HOUSE.test(tokens[mark]!.low) ? mark : back;
  }
  return null;
}
