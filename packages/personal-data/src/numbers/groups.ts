import type { Token } from '../text/tokens.ts';

/** Digits written together, with letters that were typed for digits read as such. */
export interface Group {
  readonly digits: string;
  /** First and last token. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
  /** What stands between the group before it in the run and this one; a space for any white space. */
  readonly separator: string;
  /** Digits that are digits, not letters typed for them. */
  readonly real: number;
}

/** Groups that follow each other with nothing but white space and separating signs between them. */
export type Run = readonly Group[];

const CONFUSABLE: Readonly<Record<string, string>> = {
  о: '0',
  o: '0',
  з: '3',
  l: '1',
  i: '1',
  і: '1',
  б: '6',
  ч: '4',
  в: '8',
  b: '8',
  s: '5',
};
const CONFUSED_ALONE = /^[OОlIІЗ]{2,4}$/;
const LONGEST_CONFUSED = 8;

function asDigits(token: Token): string | null {
  if (token.kind === 'digits') return token.raw;
  if (token.kind !== 'word' || token.raw.length > LONGEST_CONFUSED) return null;
  let digits = '';
  for (const letter of token.low) {
    const digit = CONFUSABLE[letter];
    if (digit === undefined) return null;
    digits += digit;
  }
  return digits;
}

/** A comma may part the pieces of one number only when they are written apart: «916, 000, 41, 27». */
const SEPARATORS = new Set(['-', '.', '(', ')', '/', '_', '*', '=', '~', '•', '·', '+', '|', ',']);
const MOST_SIGNS = 3;

/** All runs of a text. Linear: every token is looked at a bounded number of times. */
export function runsOf(tokens: readonly Token[]): Run[] {
  const runs: Group[][] = [];
  let run: Group[] = [];
  let at = 0;
  let between = '';
  let signs = 0;
  const finish = (): void => {
    if (run.length > 0) runs.push(run);
    run = [];
  };
  while (at < tokens.length) {
    const token = tokens[at]!;
    const group = groupAt(tokens, at, run.length > 0);
    if (group) {
      const gap = token.gap > 0 ? ' ' : '';
      if (token.gap === 3 || signs > MOST_SIGNS) finish();
      run.push({ ...group, separator: run.length === 0 ? '' : between + gap });
      at = group.last + 1;
      between = '';
      signs = 0;
      continue;
    }
    if (run.length > 0 && token.kind === 'sign' && SEPARATORS.has(token.raw) && token.gap < 3) {
      between += (token.gap > 0 ? ' ' : '') + token.raw;
      signs += 1;
    } else {
      finish();
      between = '';
      signs = 0;
    }
    at += 1;
  }
  finish();
  return runs;
}

/** The group that begins at a token: digits, or letters for digits that touch digits or stand among them. */
function groupAt(
  tokens: readonly Token[],
  first: number,
  amongDigits: boolean,
): Omit<Group, 'separator'> | null {
  const head = tokens[first]!;
  if (head.kind === 'sign') return null;
  const touches = tokens[first + 1]?.kind === 'digits' && tokens[first + 1]!.gap === 0;
  if (head.kind === 'word' && !touches) {
    if (!amongDigits || !CONFUSED_ALONE.test(head.raw)) return null;
    const next = tokens[first + 1];
    const goesOn =
      next?.kind === 'digits' ||
      next?.raw === '-' ||
      (next !== undefined && CONFUSED_ALONE.test(next.raw) && tokens[first + 2]?.kind === 'digits');
    if (!goesOn) return null;
  }
  let digits = '';
  let real = 0;
  let last = first - 1;
  for (let at = first; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (at > first && token.gap > 0) break;
    const part = asDigits(token);
    if (part === null) break;
    digits += part;
    if (token.kind === 'digits') real += part.length;
    last = at;
  }
  if (last < first) return null;
  return { digits, real, first, last, start: head.start, end: tokens[last]!.end };
}
