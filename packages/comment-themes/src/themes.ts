import { clausesOf, partsOf, sentencesOf, type Stretch } from './clauses.ts';
import { readPart, type Reading } from './part.ts';
import { ASPECTS, SIDES, type Aspect, type Theme } from './types.ts';
import { wordsOf } from './words.ts';

/** A comment longer than this is read up to here. */
export const LONGEST_COMMENT = 4_000;

/**
 * What a comment praises and criticises: each aspect and side once, with the stretch that says so, in the
 * order of `ASPECTS`. A clause gives one aspect and one side, and «ребёнок» in it one more. An opinion of
 * nothing that was named is `other`; a comment without an opinion gives nothing.
 */
export function themesOf(text: string): readonly Theme[] {
  const found = new Map<string, Theme>();
  const whole = text.slice(0, LONGEST_COMMENT);
  let last: Reading | null = null;
  for (const sentence of sentencesOf(whole)) {
    for (const clause of clausesOf(sentence)) {
      const readings = readingsOf(clause, last);
      for (const reading of readings) add(found, reading);
      last = readings.findLast(({ aspect }) => aspect !== null) ?? last;
    }
  }
  return ASPECTS.flatMap((aspect) => SIDES.flatMap((side) => found.get(`${aspect} ${side}`) ?? []));
}

/** Parts of a clause, each with what it borrows: an aspect from its neighbours, a side from the clause. */
function readingsOf(clause: Stretch, before: Reading | null): readonly Reading[] {
  const whole = readPart(wordsOf(clause.text, clause.from));
  const parts = partsOf(clause).map(({ text, from }) => readPart(wordsOf(text, from)));
  if (parts.every(({ side }) => side === null)) {
    // What only the whole clause says: two times of day, a turn of speech over a comma.
    return [{ ...whole, aspect: inContext(whole, [], before) ?? before?.aspect ?? null }];
  }
  return parts.map((part, at) => ({
    ...part,
    aspect: inContext(part, parts.slice(0, at), before) ?? borrowed(parts, at, before),
    side: part.silent ? null : (part.side ?? (part.aspect === null ? null : whole.side)),
  }));
}

/** Who was named before stays the one it is said of: «Доктор выслушала, объяснила, зачем анализ». */
function inContext(
  part: Reading,
  earlier: readonly Reading[],
  before: Reading | null,
): Aspect | null {
  if (part.aspect === null || part.role !== null) return part.aspect;
  if (part.bound) {
    // «Так бы всегда» after praise is that praise once more.
    const same = before !== null && before.side === part.side && before.side !== null;
    return part.aspect === 'other' && same ? before.aspect : part.aspect;
  }
  if (!OF_PERSONS.includes(part.aspect)) return part.aspect;
  const named: Aspect | null = earlier.findLast(({ role }) => role !== null)?.role ?? null;
  if (named !== null) return named;
  const spokenOf: Aspect | null = part.aspect === 'respect' ? (before?.role ?? null) : null;
  return spokenOf ?? part.aspect;
}

const OF_PERSONS: readonly Aspect[] = ['information', 'medicine', 'respect', 'waiting'];

function borrowed(parts: readonly Reading[], at: number, before: Reading | null): Aspect | null {
  const nearer = parts.slice(0, at).findLast(({ aspect }) => aspect !== null);
  const later = parts.slice(at + 1).find(({ aspect }) => aspect !== null);
  return nearer?.aspect ?? later?.aspect ?? before?.aspect ?? null;
}

function add(found: Map<string, Theme>, reading: Reading): void {
  const { side, from, to, child } = reading;
  if (side === null) return;
  const aspects = new Set<Aspect>([
    reading.aspect ?? 'other',
    ...(child ? ['child' as const] : []),
  ]);
  for (const aspect of aspects) {
    const key = `${aspect} ${side}`;
    if (!found.has(key)) found.set(key, { aspect, side, from, to });
  }
}
