import { ASPECT_STEMS } from './lexicon/aspects.ts';
import { BAD_WORDS, GOOD_WORDS, NOT } from './lexicon/opinions.ts';
import { TURNS, type Turn } from './lexicon/turns.ts';
import { matchAt } from './patterns.ts';
import { ASPECTS, type Aspect, type Side } from './types.ts';
import { clockOf, type Word } from './words.ts';

/** What one part of a clause says by itself: an aspect, a side, both or neither. */
export interface Reading {
  readonly aspect: Aspect | null;
  readonly side: Side | null;
  /** The aspect comes from a turn of speech, not from a thing that was named. */
  readonly bound: boolean;
  /** Doctor or staff, named as the one who does it. */
  readonly role: Aspect | null;
  /** The past, or words that expressly take no side: nothing is to be borrowed for it. */
  readonly silent: boolean;
  /** A child is spoken of: such a part counts for children as well. */
  readonly child: boolean;
  readonly from: number;
  readonly to: number;
}

/** A turn of speech weighs more than a word. */
const TURN_WEIGHT = 2;
/** How far a «не» reaches. */
const NEGATION_WORDS = 2;
/** After these a doctor is where one goes and an appointment is how. */
const AIM = /^(?:к|ко|до|по|без)$/u;
/** Minutes between the time given and the time of entry: up to the first it is praise, from the second on criticism. */
const KEPT_TIME = 10;
const LATE = 20;

/** Reads a part of a clause. */
export function readPart(words: readonly Word[]): Reading {
  const taken = new Set<number>();
  const turns = [...turnsIn(words, taken), ...clocksIn(words)];
  const named = namedIn(words);
  const score =
    turns.reduce((sum, { side }) => sum + (side === null ? 0 : signOf(side) * TURN_WEIGHT), 0) +
    opinionsIn(words, taken);
  const silent =
    words[0]?.text === 'раньше' ||
    turns.some(({ side, aspect }) => side === null && aspect === null);
  const role = ROLES.find((aspect) => named.has(aspect)) ?? null;
  const bound = turns.find(({ aspect }) => aspect !== null)?.aspect ?? null;
  return {
    aspect: aspectOf(bound, role, named),
    side: silent || score === 0 ? null : score > 0 ? 'praise' : 'criticism',
    bound: bound !== null,
    role,
    silent,
    child: (named.get('child') ?? 0) > 0,
    from: words[0]?.from ?? 0,
    to: words.at(-1)?.to ?? 0,
  };
}

function turnsIn(words: readonly Word[], taken: Set<number>): Omit<Turn, 'pattern'>[] {
  const found: Omit<Turn, 'pattern'>[] = [];
  for (const turn of TURNS) {
    for (let at = 0; at < words.length; at += 1) {
      const places = matchAt(turn.pattern, words, at);
      if (places === null || places.some((place) => taken.has(place))) continue;
      for (const place of places) taken.add(place);
      found.push(turn);
    }
  }
  return found;
}

/** «Записана на 10:12, вошла в 10:15»: two times of day in one part say how long the wait was. */
function clocksIn(words: readonly Word[]): Omit<Turn, 'pattern'>[] {
  const times = words.map(({ text }) => clockOf(text)).filter((time) => time !== null);
  const [given, entered] = times;
  if (given === undefined || entered === undefined) return [];
  const late = entered - given;
  if (late > KEPT_TIME && late < LATE) return [];
  return [{ aspect: 'waiting', side: late <= KEPT_TIME ? 'praise' : 'criticism' }];
}

function namedIn(words: readonly Word[]): ReadonlyMap<Aspect, number> {
  const named = new Map<Aspect, number>();
  for (const [at, { text }] of words.entries()) {
    const isAim = AIM.test(words[at - 1]?.text ?? '');
    for (const [aspect, stems] of ASPECT_STEMS) {
      // «записаться к неврологу» is not about the neurologist.
      if (isAim && (aspect === 'doctor' || aspect === 'booking')) continue;
      if (stems.test(text)) named.set(aspect, (named.get(aspect) ?? 0) + 1);
    }
  }
  return named;
}

function opinionsIn(words: readonly Word[], taken: ReadonlySet<number>): number {
  let sum = 0;
  for (const [at, { text }] of words.entries()) {
    if (taken.has(at)) continue;
    const good = GOOD_WORDS.test(text) ? 1 : BAD_WORDS.test(text) ? -1 : 0;
    if (good === 0) continue;
    sum += isTurned(words, at, taken) ? -good : good;
  }
  return sum;
}

function isTurned(words: readonly Word[], at: number, taken: ReadonlySet<number>): boolean {
  for (let back = 1; back <= NEGATION_WORDS; back += 1) {
    const before = words[at - back];
    if (before !== undefined && !taken.has(at - back) && NOT.test(before.text)) return true;
  }
  return words[at + 1]?.text === 'нет' || words[at + 1]?.text === 'нету';
}

const ROLES: readonly Aspect[] = ['staff', 'doctor'];

/** Turns that say of a named doctor or nurse what they did, and of nobody what is the matter. */
const MANNER: readonly Aspect[] = ['respect', 'other', 'information', 'medicine'];

function aspectOf(
  bound: Aspect | null,
  role: Aspect | null,
  named: ReadonlyMap<Aspect, number>,
): Aspect | null {
  if (bound !== null) return MANNER.includes(bound) ? (role ?? bound) : bound;
  if (role !== null) return role;
  let best: Aspect | null = null;
  for (const aspect of ASPECTS) {
    if ((named.get(aspect) ?? 0) > (best === null ? 0 : (named.get(best) ?? 0))) best = aspect;
  }
  return best;
}

function signOf(side: Side): 1 | -1 {
  return side === 'praise' ? 1 : -1;
}
