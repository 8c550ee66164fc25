import { findPersonalData } from './find.ts';
import type { Span } from './types.ts';

// The corpus format: texts with the spans that must be redacted and the traps that must stay.

interface Marked {
  readonly start: number;
  readonly end: number;
}

export interface CorpusText {
  readonly id: string;
  readonly text: string;
  readonly spans: readonly (Marked & { readonly type: string })[];
  readonly traps: readonly (Marked & { readonly why: string })[];
}

export interface TypeScore {
  readonly type: string;
  /** Spans that must be found. */
  expected: number;
  /** Found with the very same ends. */
  exact: number;
  /** Found with a common character, under whatever type. */
  overlapping: number;
  /** Found so that no character of them stays. */
  covered: number;
  /** Spans the program gave this type. */
  found: number;
  /** Those of them that meet an expected span. */
  right: number;
}

/** Traps of one kind: what the corpus says of them, up to the first comma. */
export interface TrapScore {
  readonly kind: string;
  traps: number;
  touched: number;
  /** Under which types their characters were found, each once. */
  readonly as: Set<string>;
}

export interface Score {
  readonly types: readonly TypeScore[];
  readonly traps: number;
  readonly trapsTouched: readonly string[];
  readonly trapKinds: readonly TrapScore[];
  /** Expected type > found type, where they differ. */
  readonly confusions: ReadonlyMap<string, number>;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** Types that are numbers or e-mail addresses, under the names corpora give them. */
export const NUMBER_TYPES: ReadonlySet<string> = new Set([
  'phone',
  'email',
  'snils',
  'inn',
  'policy',
  'bank_card',
  'card',
  'bank_account',
  'passport',
  'document',
  'birth_certificate',
  'medical_record',
  'sick_leave',
  'vehicle_plate',
  'car_plate',
  'plate',
]);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a parsed file of the format; throws a plain Error that says what is wrong with it. */
export function readCorpus(json: unknown): CorpusText[] {
  const texts = isObject(json) ? json['texts'] : undefined;
  if (!Array.isArray(texts)) throw new Error('texts is not a list');
  return texts.map((value: unknown) => {
    if (!isObject(value) || typeof value['id'] !== 'string' || typeof value['text'] !== 'string')
      throw new Error('a text has no id or no text');
    const { id, text } = value;
    const marks = (name: string): Record<string, unknown>[] => {
      const list = value[name] ?? [];
      if (!Array.isArray(list) || !list.every((mark) => isMark(mark, text)))
        throw new Error(`${id}: ${name} are not stretches of the text`);
      return list as Record<string, unknown>[];
    };
    const at = (mark: Record<string, unknown>): Marked => ({
      start: Number(mark['start']),
      end: Number(mark['end']),
    });
    return {
      id,
      text,
      spans: marks('spans').map((mark) => ({ ...at(mark), type: String(mark['type']) })),
      traps: marks('traps').map((mark) => ({ ...at(mark), why: String(mark['why'] ?? '') })),
    };
  });
}

/** Offsets inside the text, and the quoted words at them. */
function isMark(value: unknown, text: string): boolean {
  if (!isObject(value)) return false;
  const { start, end, text: quoted } = value;
  if (!Number.isInteger(start) || !Number.isInteger(end)) return false;
  if (Number(start) < 0 || Number(end) > text.length || Number(start) >= Number(end)) return false;
  return quoted === undefined || quoted === text.slice(Number(start), Number(end));
}

const meets = (a: Marked, b: Marked): boolean => a.start < b.end && b.start < a.end;

/** Runs the detector over texts and compares. */
export function scoreCorpus(
  texts: readonly CorpusText[],
  find: (text: string) => readonly Span[] = findPersonalData,
): Score {
  const types = new Map<string, TypeScore>();
  const of = (type: string): TypeScore => {
    const known = types.get(type) ?? {
      type,
      expected: 0,
      exact: 0,
      overlapping: 0,
      covered: 0,
      found: 0,
      right: 0,
    };
    types.set(type, known);
    return known;
  };
  const trapsTouched: string[] = [];
  const kinds = new Map<string, TrapScore>();
  const confusions = new Map<string, number>();
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const { id, text, spans, traps } of texts) {
    const found = find(text);
    for (const span of spans) {
      const score = of(span.type);
      const hits = found.filter((one) => meets(one, span));
      score.expected += 1;
      if (hits.some((one) => one.start === span.start && one.end === span.end)) score.exact += 1;
      if (hits.length > 0) score.overlapping += 1;
      else missed.push(`${id}: ${span.type} «${text.slice(span.start, span.end)}»`);
      if (isCovered(span, hits)) score.covered += 1;
      const other = hits.find((one) => one.type !== span.type);
      if (other) {
        const pair = `${span.type} > ${other.type}`;
        confusions.set(pair, (confusions.get(pair) ?? 0) + 1);
      }
    }
    for (const one of found) {
      const score = of(one.type);
      score.found += 1;
      if (spans.some((span) => meets(one, span))) score.right += 1;
      else wrong.push(`${id}: ${one.type} «${text.slice(one.start, one.end)}»`);
    }
    for (const trap of traps) {
      const kind = trap.why.split(',')[0]!;
      const score = kinds.get(kind) ?? { kind, traps: 0, touched: 0, as: new Set<string>() };
      kinds.set(kind, score);
      score.traps += 1;
      const hits = found.filter((one) => meets(one, trap));
      if (hits.length === 0) continue;
      score.touched += 1;
      for (const { type } of hits) score.as.add(type);
      trapsTouched.push(`${id}: «${text.slice(trap.start, trap.end)}» (${trap.why})`);
    }
  }
  const sorted = [...types.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const count = texts.reduce((sum, { traps }) => sum + traps.length, 0);
  const trapKinds = [...kinds.values()].toSorted((a, b) => (a.kind < b.kind ? -1 : 1));
  return { types: sorted, traps: count, trapsTouched, trapKinds, confusions, missed, wrong };
}

function isCovered(span: Marked, hits: readonly Marked[]): boolean {
  let done = span.start;
  for (const hit of hits.toSorted((a, b) => a.start - b.start))
    if (hit.start <= done) done = Math.max(done, hit.end);
  return done >= span.end;
}
