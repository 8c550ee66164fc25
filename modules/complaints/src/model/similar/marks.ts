import { conceptsOf } from './concepts.ts';
import { numbersIn } from './numbers.ts';
import { contentStems, wordsOf } from './words.ts';

/** Changes when marks of old would be made otherwise: those are then made anew from the text. */
export const MARKS_VERSION = '1';
/** A text is compared by its beginning: who, what and when stand there. */
const CHARACTERS_COMPARED = 1500;
const ROOT_LETTERS = 5;

/**
 * What a text is compared by, as short strings: `c:` concepts, `s:` stems, `r:` roots, `n:` numbers,
 * `t:` lengths of time in minutes; the version first.
 */
export function marksOf(text: string): string[] {
  const beginning = text.slice(0, CHARACTERS_COMPARED);
  const words = wordsOf(beginning);
  const stems = contentStems(beginning);
  const { counts, spans_min } = numbersIn(words);
  const marks = new Set<string>();
  for (const word of words) for (const concept of conceptsOf(word)) marks.add(`c:${concept}`);
  for (const stem of stems) {
    marks.add(`s:${stem}`);
    if (stem.length >= ROOT_LETTERS) marks.add(`r:${stem.slice(0, ROOT_LETTERS)}`);
  }
  for (const count of counts) marks.add(`n:${count}`);
  for (const span of spans_min) marks.add(`t:${span}`);
  return [MARKS_VERSION, ...marks];
}
