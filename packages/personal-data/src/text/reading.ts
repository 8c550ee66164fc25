import type { NormalText } from './normalise.ts';
import { normalise } from './normalise.ts';
import type { Token } from './tokens.ts';
import { isCapital, tokenise } from './tokens.ts';

/** A text read once, for all detectors. */
export interface Reading {
  readonly text: NormalText;
  readonly tokens: readonly Token[];
}

export function read(text: string): Reading {
  const normal = normalise(text);
  return { text: normal, tokens: tokenise(normal) };
}

/** Words whose full stop ends no sentence; a single letter is one too. */
const ABBREVIATION =
  /^(тел|моб|сот|дом|раб|ул|кв|корп|стр|пр|пер|просп|наб|пл|бул|обл|респ|край|гор|пос|дер|пгт|им|гр|зав|проф|доц|акад|сер|ном|др|рожд|эл|лит|св|инв|вл|под|эт|ком|комн|апп|уч|мкр|адр|почт|мед|амб|и|рег|гл|отд|см|напр|код|доп|доб)$/;

/** Whether a sentence ends between token `at - 1` and token `at`. */
export function sentenceBreak(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (!before) return true;
  const after = tokens[at];
  if (after && after.gap === 3) return true;
  if (before.kind !== 'sign') return false;
  if ('!?;…'.includes(before.raw)) return true;
  if (before.raw !== '.') return false;
  const word = tokens[at - 2];
  if (!word || word.kind === 'sign') return after !== undefined && after.gap > 0;
  if (word.raw.length === 1 || ABBREVIATION.test(word.low)) return false;
  return after === undefined || after.gap > 0;
}

/** Whether the word at `at` has its capital only because a sentence begins with it. */
export function beginsSentence(tokens: readonly Token[], at: number): boolean {
  for (let back = at; back >= 0; back -= 1) {
    if (back === 0) return true;
    const before = tokens[back - 1]!;
    if (before.kind !== 'sign' || before.raw === ',' || before.raw === ')') {
      return before.kind === 'sign' ? false : tokens[back]!.gap >= 2 && isCapital(tokens[at]);
    }
    if (sentenceBreak(tokens, back) || before.raw === ':') return true;
    // An opening quote, bracket or dash may stand before the first word.
    if (!'("«-„“'.includes(before.raw))
      return before.raw === '.' ? false : !/[\w]/.test(before.raw);
  }
  return true;
}
