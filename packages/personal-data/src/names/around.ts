import { sentenceBreak } from '../text/reading.ts';
import type { Token } from '../text/tokens.ts';
import type { Role } from '../types.ts';
import { EPONYM_BEFORE, FAMOUS, HONOURED_BEFORE, PLACE_AFTER, PROFESSION } from './other-words.ts';
import type { Match } from './patterns.ts';

/** The nearest word before a token in the same sentence, as its index; initials and full stops are passed over. */
export function wordBefore(tokens: readonly Token[], at: number): number | null {
  for (let back = at - 1; back >= 0 && back > at - 6; back -= 1) {
    const token = tokens[back]!;
    if (sentenceBreak(tokens, back + 1) && token.raw !== '.') return null;
    if (token.kind === 'word' && token.raw.length > 1) return back;
    if (token.kind === 'sign' && token.raw !== '.') return null;
  }
  return null;
}

/** Whether a name honours somebody: a street, a hospital, a disease called after him. */
export function honours(tokens: readonly Token[], match: Match): boolean {
  const before = wordBefore(tokens, match.first);
  const word = before === null ? '' : tokens[before]!.low;
  const called = word === 'имени' && ['по', 'с', 'от'].includes(tokens[before! - 1]?.low ?? '');
  if (!called && HONOURED_BEFORE.has(word)) return true;
  const second = before === null ? null : wordBefore(tokens, before);
  if (
    second !== null &&
    /^(им|имени|памяти)$/.test(tokens[second]!.low) &&
    !['по', 'с', 'от'].includes(tokens[second - 1]?.low ?? '')
  )
    return true;
  const after = tokens[match.last + 1];
  if (after?.kind === 'word' && PLACE_AFTER.has(after.low)) return match.whole === false;
  if (match.whole) return false;
  if (second !== null && HONOURED_BEFORE.has(tokens[second]!.low)) return true;
  const famous = tokens
    .slice(match.first, match.last + 1)
    .some((token) => token.raw.length > 2 && FAMOUS.has(token.low));
  return !called && (EPONYM_BEFORE.has(word) || (famous && !PROFESSION.has(word)));
}

const REACH = 3;

/** A post within three words before, or directly after the name, makes it a professional's. */
export function roleOf(tokens: readonly Token[], match: Match): Role {
  let at = match.first;
  for (let words = 0; words < REACH; words += 1) {
    const back = wordBefore(tokens, at);
    if (back === null) break;
    if (PROFESSION.has(tokens[back]!.low)) return 'professional';
    if (/^(муж|жен|сын|доч|мам|баб|дед|сосед|пациент|внук|внуч|зовут)/.test(tokens[back]!.low))
      return 'private';
    at = back;
  }
  let next = match.last + 1;
  while (tokens[next]?.kind === 'sign' && ',(-'.includes(tokens[next]!.raw)) next += 1;
  const word = tokens[next];
  const adjective = /(ый|ая|ий|ого|ой)$/.test(word?.low ?? '') ? tokens[next + 1] : undefined;
  return [word, adjective].some((token) => token?.kind === 'word' && PROFESSION.has(token.low))
    ? 'professional'
    : 'private';
}
