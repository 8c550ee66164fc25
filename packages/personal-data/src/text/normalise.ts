/**
 * A text as the detectors read it: digits are ASCII, dashes and spaces plain, nothing invisible. Each
 * character knows the stretch of the original it stands for.
 */
export interface NormalText {
  readonly chars: string;
  /** Lower case, ё as е, same length as `chars`. */
  readonly lower: string;
  /** Offset in the original at which the character begins. */
  readonly from: Uint32Array;
  /** Offset in the original after the character and the invisible ones that belong to it. */
  readonly to: Uint32Array;
}

const SPACE = 0x20;
const COMBINING_BREVE = 0x306;
const COMBINING_DIAERESIS = 0x308;
const LONGEST_EXPANSION = 4;

/** Reads a text of any length in one pass. */
export function normalise(text: string): NormalText {
  const room = text.length * LONGEST_EXPANSION;
  const codes = new Uint16Array(room);
  const from = new Uint32Array(room);
  const to = new Uint32Array(room);
  let length = 0;
  let at = 0;
  while (at < text.length) {
    let code = text.charCodeAt(at);
    let next = at + 1;
    if (isPlain(code)) {
      codes[length] = code;
      from[length] = at;
      to[length] = next;
      length += 1;
      at = next;
      continue;
    }
    code = text.codePointAt(at)!;
    if (code > 0xffff) next += 1;
    if (isMark(code)) {
      if (length > 0) {
        codes[length - 1] = composed(codes[length - 1]!, code);
        to[length - 1] = next;
      }
    } else if (!isInvisible(code)) {
      for (const plain of plainOf(code)) {
        codes[length] = plain;
        from[length] = at;
        to[length] = next;
        length += 1;
      }
    }
    at = next;
  }
  const chars = stringOf(codes.subarray(0, length));
  return {
    chars,
    lower: lowerOf(chars),
    from: from.subarray(0, length),
    to: to.subarray(0, length),
  };
}

function isPlain(code: number): boolean {
  return (code >= SPACE && code < 0x7f) || (code >= 0x410 && code <= 0x451) || code === 0x0a;
}

/** Combining marks, variation selectors and the keycap that turns a digit into an emoji. */
function isMark(code: number): boolean {
  return (
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0x20d0 && code <= 0x20f0)
  );
}

function isInvisible(code: number): boolean {
  return (
    code === 0xad ||
    code === 0x34f ||
    code === 0x61c ||
    code === 0x180e ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    (code >= 0xe0000 && code <= 0xe0fff)
  );
}

function composed(letter: number, mark: number): number {
  if (mark === COMBINING_BREVE && (letter === 0x438 || letter === 0x418)) return letter + 1;
  if (mark === COMBINING_DIAERESIS && letter === 0x435) return 0x451;
  if (mark === COMBINING_DIAERESIS && letter === 0x415) return 0x401;
  return letter;
}

const DASHES = new Set([
  0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2e3a, 0xfe58, 0xff0d,
]);
const NEWLINES = new Set([0x0d, 0x0b, 0x0c, 0x85, 0x2028, 0x2029]);

function plainOf(code: number): number[] {
  if (DASHES.has(code)) return [0x2d];
  if (NEWLINES.has(code)) return [0x0a];
  if (code === 0x09 || code === 0xa0) return [SPACE];
  // The numero sign would fall apart into letters.
  if (code === 0x2116) return [code];
  if (code === 0x401) return [code];
  if (code === 0xab || code === 0xbb || code === 0x2026) return [code];
  const char = String.fromCodePoint(code);
  const folded = char.normalize('NFKC');
  if (/^\s+$/u.test(folded)) return [SPACE];
  const digit = foreignDigit(char);
  if (digit !== null) return [0x30 + digit];
  return folded
    .slice(0, LONGEST_EXPANSION)
    .split('')
    .map((unit) => unit.charCodeAt(0));
}

const DINGBATS = /[\u2776-\u277e\u2780-\u2788\u278a-\u2792]/u;

/** A decimal digit of another script or a number in a filled circle, as 0 to 9. */
function foreignDigit(char: string): number | null {
  const code = char.codePointAt(0)!;
  if (DINGBATS.test(char)) return ((code - 0x2776) % 10) + 1;
  if (code === 0x24ff || code === 0x1f10b || code === 0x1f10c) return 0;
  if (!/\p{Nd}/u.test(char)) return null;
  // Decimal digits of a script stand in one row of ten, and every row begins at a digit without one before it.
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return code >= 0x1d7ce && code <= 0x1d7ff ? (code - 0x1d7ce) % 10 : value;
}

// Code units in the order of bytes that the machine writes them in.
const decoder = new TextDecoder('utf-16le', { ignoreBOM: true });

function stringOf(codes: Uint16Array): string {
  return decoder.decode(codes);
}

function lowerOf(chars: string): string {
  const lower = chars.toLowerCase().replaceAll('ё', 'е');
  if (lower.length === chars.length) return lower;
  // A few foreign capitals have a longer small form; offsets matter more than their case.
  return Array.from({ length: chars.length }, (_, at) => {
    const small = chars[at]!.toLowerCase();
    return small.length === 1 ? small : chars[at]!;
  })
    .join('')
    .replaceAll('ё', 'е');
}
