import type { Candidate, Context } from '../candidate.ts';
import { isAlone } from './lone.ts';
import { honours, roleOf } from './around.ts';
import type { Match } from './patterns.ts';
import { patternsAt } from './patterns.ts';
import { NameWords } from './words.ts';

/** Names of people: whole ones, with initials, and surnames or given names alone where the words around say so. */
export function personsIn(context: Context): Candidate[] {
  const { tokens } = context.reading;
  const words = new NameWords();
  const found: Candidate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]!.kind !== 'word') continue;
    const match = patternsAt(tokens, at, words) ?? isAlone(tokens, at, words);
    if (!match || honours(tokens, match)) continue;
    found.push(spanOf(context, match));
    at = match.last;
  }
  return found;
}

function spanOf(context: Context, match: Match): Candidate {
  const { tokens } = context.reading;
  return {
    type: 'person',
    start: tokens[match.first]!.start,
    end: tokens[match.last]!.end,
    confidence: match.confidence,
    checksumOk: null,
    role: roleOf(tokens, match),
  };
}
