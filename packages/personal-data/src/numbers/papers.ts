import type { Candidate, Context } from '../candidate.ts';
import { candidate, distanceTo } from '../candidate.ts';
import { Lexicon } from '../text/lexicon.ts';
import type { Token } from '../text/tokens.ts';

// Papers known by series and number: passport, birth certificate, other documents.

interface Paper {
  readonly series: string;
  readonly number: string;
  readonly start: number;
  readonly end: number;
  /** First and last token. */
  readonly first: number;
  readonly last: number;
  readonly marked: boolean;
}

const SERIES_WORD = /^(серия|серии|сер|серией|серию)$/;
const NUMBER_WORD = /^(номер|номером|ном|n|no|№)$/;
const ROMAN = /^([IVXLІХVУП1l]{1,5})-?([А-ЯЁ]{2})$/i;
const ISSUED = new Lexicon('выдан =овд =увд =уфмс =мвд =гувд подразделени прописк');

/** All papers in a text. */
export function papersIn(context: Context): Candidate[] {
  const { tokens } = context.reading;
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const paper = paperAt(tokens, at);
    const span = paper ? judged(context, paper) : foreignPassport(context, at);
    if (!span) continue;
    found.push(span);
    if (paper) at = paper.last;
  }
  return found;
}

/** «серия РМ № 4471203», «4512 345678», «45 12 № 345678», «II-АБ № 123456», «4512345678». */
function paperAt(tokens: readonly Token[], first: number): Paper | null {
  const head = tokens[first]!;
  let at = first;
  const marked = SERIES_WORD.test(head.low);
  if (marked) {
    at += 1;
    while (tokens[at]?.raw === '.' || tokens[at]?.raw === ':') at += 1;
  }
  const series = seriesAt(tokens, at, marked);
  if (!series) return null;
  at = series.next;
  let signs = 0;
  while (signs < 4 && tokens[at] && isJoint(tokens[at]!)) {
    at += 1;
    signs += 1;
  }
  const number = tokens[at];
  const loose = signs === 0 && number?.gap === 0 && series.text !== '';
  if (number?.kind !== 'digits' || loose || number.raw.length < 5 || number.raw.length > 8)
    return null;
  if (tokens[at + 1]?.kind === 'digits' && tokens[at + 1]!.gap < 2) return null;
  // «МСЭ-2020 № …»: the letters before the year belong to the series.
  const letters = tokens[first - 2];
  const isPrefixed =
    tokens[first - 1]?.raw === '-' &&
    letters?.kind === 'word' &&
    head.gap === 0 &&
    letters.raw.length <= 4;
  return {
    series: series.text,
    number: number.raw,
    start: isPrefixed ? letters.start : head.start,
    end: number.end,
    first,
    last: at,
    marked,
  };
}

function isJoint(token: Token): boolean {
  return NUMBER_WORD.test(token.low) || [',', '.', '-', ':', '/'].includes(token.raw);
}

function seriesAt(
  tokens: readonly Token[],
  at: number,
  marked: boolean,
): { text: string; next: number } | null {
  const head = tokens[at];
  if (!head) return null;
  const next = tokens[at + 1];
  if (head.kind === 'digits') {
    if (head.raw.length === 4) return { text: head.raw, next: at + 1 };
    const second = next?.raw === '-' ? tokens[at + 2] : next;
    if (head.raw.length !== 2 || second?.kind !== 'digits') return null;
    if (second.raw.length === 2)
      return { text: head.raw + second.raw, next: second === next ? at + 2 : at + 3 };
    return second.raw.length === 7 ? { text: head.raw, next: at + 1 } : null;
  }
  if (head.kind !== 'word') return null;
  if (ROMAN.test(head.raw) && head.raw.includes('-')) return { text: head.raw, next: at + 1 };
  if (/^[IVXLІХ]{1,5}$/.test(head.raw)) {
    const letters = next?.raw === '-' ? at + 2 : at + 1;
    if (/^[А-ЯЁ]{2}$/.test(tokens[letters]?.raw ?? ''))
      return { text: `${head.raw}-${tokens[letters]!.raw}`, next: letters + 1 };
  }
  if (marked || /^[А-ЯЁA-Z]{2,3}$/.test(head.raw))
    return head.raw.length <= 4 ? { text: head.raw, next: at + 1 } : null;
  return null;
}

function judged(context: Context, paper: Paper): Candidate | null {
  const { topics } = context;
  const of = (type: Candidate['type'], confidence: number): Candidate =>
    candidate(type, paper.start, paper.end, confidence);
  if (ROMAN.test(paper.series) && paper.series.includes('-') && paper.number.length === 6)
    return of('birth_certificate', 0.95);
  const topic = topics.nearestBefore(
    paper.first,
    ['passport', 'document', 'certificate', 'policy', 'request', 'phone', 'snils', 'inn', 'sick'],
    5,
  );
  if (topic === 'policy') return of('policy', 0.8);
  const digits = /^\d+$/.test(paper.series);
  if (digits && paper.series.length === 4 && paper.number.length === 6) {
    if (topic === 'document' || topic === 'certificate') return of('document', 0.85);
    if (topic === 'passport' || (topic === null && paper.marked)) return of('passport', 0.95);
    const issued = distanceTo(context, paper.last + 1, 1, ISSUED, 3) < Infinity;
    if (topic === null && (issued || topics.after(paper.last + 1, 'passport') < Infinity))
      return of('passport', 0.85);
    return null;
  }
  if (topic === 'passport') return of('passport', 0.9);
  return topic === 'document' || topic === 'certificate' || (paper.marked && topic === null)
    ? of('document', 0.85)
    : null;
}

/** Ten digits in a row or a foreign passport's nine, the code of the office; each beside its word. */
function foreignPassport(context: Context, at: number): Candidate | null {
  const { tokens, text } = context.reading;
  const token = tokens[at]!;
  if (token.kind !== 'digits') return null;
  const { length } = token.raw;
  if (length === 3 && tokens[at + 1]?.raw === '-' && tokens[at + 2]?.raw.length === 3) {
    const before = text.lower.slice(Math.max(0, token.start - 30), token.start);
    if (!/(код[а-я]* подр[а-я]*\.?|к\/п):? *$/.test(before)) return null;
    return candidate('passport', token.start, tokens[at + 2]!.end, 0.8);
  }
  if (length < 6 || length > 10) return null;
  const topic = context.topics.nearestBefore(
    at,
    [
      'passport',
      'document',
      'certificate',
      'phone',
      'inn',
      'snils',
      'policy',
      'request',
      'sick',
      'card',
    ],
    4,
  );
  if (topic === 'passport' && length !== 7)
    return candidate('passport', token.start, token.end, 0.85);
  if ((topic === 'document' || topic === 'certificate') && length >= 6)
    return candidate('document', markStart(tokens, at), token.end, 0.75);
  return null;
}

/** A number sign directly before belongs to the number. */
export function markStart(tokens: readonly Token[], at: number): number {
  const mark = tokens[at - 1];
  return mark?.raw === '№' ? mark.start : tokens[at]!.start;
}
