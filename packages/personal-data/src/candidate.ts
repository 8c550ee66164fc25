import type { Reading } from './text/reading.ts';
import { sentenceBreak } from './text/reading.ts';
import type { Lexicon } from './text/lexicon.ts';
import type { TopicReader } from './text/topics.ts';
import type { Role, SpanType } from './types.ts';

/** A span before overlaps are settled; offsets lie in the normal text. */
export interface Candidate {
  readonly type: SpanType;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly checksumOk: boolean | null;
  readonly role?: Role;
}

/** What every detector is given. */
export interface Context {
  readonly reading: Reading;
  readonly topics: TopicReader;
}

export function candidate(
  type: SpanType,
  start: number,
  end: number,
  confidence: number,
  checksumOk: boolean | null = null,
): Candidate {
  return { type, start, end, confidence, checksumOk };
}

/**
 * Distance in words from a token to the nearest word of a list in the same sentence; Infinity when there
 * is none in reach.
 */
export function distanceTo(
  context: Context,
  at: number,
  step: 1 | -1,
  lexicon: Lexicon,
  reach: number,
): number {
  const { tokens } = context.reading;
  let words = 0;
  for (let index = step < 0 ? at - 1 : at; words < reach; index += step) {
    const token = tokens[index];
    if (!token || sentenceBreak(tokens, step < 0 ? index + 1 : index)) return Infinity;
    if (token.kind === 'sign') continue;
    words += 1;
    if (token.kind === 'word' && lexicon.has(token.low)) return words;
  }
  return Infinity;
}
