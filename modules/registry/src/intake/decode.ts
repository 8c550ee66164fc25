import { AppError } from '@otklik/kernel';
import type { Encoding } from './formats.ts';

const refuse = (reason: string): AppError => new AppError('invalid-input', { reason });

const startsWith = (bytes: Uint8Array, ...marks: number[]): boolean =>
  marks.every((mark, at) => bytes[at] === mark);

type Wide = 'utf-16le' | 'utf-16be';
/** So much of a file without a mark is looked at: its head line, whose names are plain letters. */
const HEAD_bytes = 256;

/** Two bytes a letter, as spreadsheets save «Unicode text»: told by its mark, or by the empty half of plain letters. */
function wideOf(bytes: Uint8Array): Wide | null {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  const head = bytes.subarray(0, HEAD_bytes);
  const empty = [0, 1].map((half) => head.filter((byte, at) => at % 2 === half && byte === 0));
  const [first, second] = empty.map(({ length }) => length * 4 > head.length);
  // A head line may hold other letters too; but never are both halves of a letter empty.
  if (first && empty[1]!.length === 0) return 'utf-16be';
  return second && empty[0]!.length === 0 ? 'utf-16le' : null;
}

/**
 * The text of a file, with its byte-order mark taken off. Told nothing, it is UTF-16 where its mark or its head line
 * shows it, UTF-8 where it is valid UTF-8, else windows-1251: Russian text in the latter is practically never valid in
 * the former.
 * @throws AppError invalid-input, reason `encoding` (told one and is none of it, or cut off within a letter) or
 *   `not-text`
 */
export function decodeFile(
  bytes: Uint8Array,
  told?: Encoding,
): { readonly text: string; readonly encoding: Encoding } {
  const wide = told === 'utf-16le' || told === 'utf-16be' ? told : wideOf(bytes);
  if (wide) {
    const text = told === undefined || told === wide ? strictly(wide, bytes) : null;
    if (text === null) throw refuse('encoding');
    return { text, encoding: wide };
  }
  // Workbooks and archives begin so; text has no NUL in any of our other encodings.
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || bytes.includes(0)) throw refuse('not-text');
  const utf8 = strictly('utf-8', bytes);
  const hasMark = startsWith(bytes, 0xef, 0xbb, 0xbf);
  if (told === 'utf-8' || hasMark) {
    if (utf8 === null) throw refuse('encoding');
    return { text: utf8, encoding: 'utf-8' };
  }
  if (told !== 'windows-1251' && utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  return { text: new TextDecoder('windows-1251').decode(bytes), encoding: 'windows-1251' };
}

function strictly(encoding: Wide | 'utf-8', bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
