import type { NormalText } from './normalise.ts';

export type TokenKind = 'word' | 'digits' | 'sign';

/** White space before a token: none, some, a line end, an empty line. */
export type Gap = 0 | 1 | 2 | 3;

export interface Token {
  readonly kind: TokenKind;
  /** Offsets in the normal text. */
  readonly start: number;
  readonly end: number;
  readonly gap: Gap;
  /** As written. */
  readonly raw: string;
  /** Lower case, ё as е. */
  readonly low: string;
}

const OTHER = 0;
const LETTER = 1;
const DIGIT = 2;
const BLANK = 3;

function classOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  if (code === 0x20 || code === 0x0a) return BLANK;
  if (code < 0x80) return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a ? LETTER : OTHER;
  if (code >= 0x400 && code <= 0x4ff) return LETTER;
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return OTHER;
  return code < 0x250 ? LETTER : OTHER;
}

/** Words (compound ones with their hyphens), digits and single signs, in one pass. */
export function tokenise(text: NormalText): Token[] {
  const { chars, lower } = text;
  const tokens: Token[] = [];
  let at = 0;
  let gap: Gap = 0;
  while (at < chars.length) {
    const kind = classOf(chars.charCodeAt(at));
    if (kind === BLANK) {
      if (chars[at] === '\n') gap = gap >= 2 ? 3 : 2;
      else if (gap === 0) gap = 1;
      at += 1;
      continue;
    }
    const start = at;
    at += 1;
    if (kind === DIGIT) while (classOf(chars.charCodeAt(at)) === DIGIT) at += 1;
    if (kind === LETTER) at = wordEnd(chars, at);
    tokens.push({
      kind: kind === DIGIT ? 'digits' : kind === LETTER ? 'word' : 'sign',
      start,
      end: at,
      gap,
      raw: chars.slice(start, at),
      low: lower.slice(start, at),
    });
    gap = 0;
  }
  return tokens;
}

function wordEnd(chars: string, from: number): number {
  let at = from;
  for (;;) {
    while (classOf(chars.charCodeAt(at)) === LETTER) at += 1;
    const joins = chars[at] === '-' || chars[at] === "'";
    if (!joins || classOf(chars.charCodeAt(at + 1)) !== LETTER) return at;
    at += 1;
  }
}

const CAPITAL = /^[A-ZА-ЯЁÀ-Þ]/;

/** Whether a word begins with a capital. */
export function isCapital(token: Token | undefined): boolean {
  return token?.kind === 'word' && CAPITAL.test(token.raw);
}

/** Whether a word of at least two letters is written in capitals throughout. */
export function isShouted(token: Token | undefined): boolean {
  return token?.kind === 'word' && token.raw.length > 1 && token.raw === token.raw.toUpperCase();
}
