import { AppError } from '@otklik/kernel';
import type { Encoding } from './formats.ts';

const refuse = (reason: string): AppError => new AppError('invalid-input', { reason });

const startsWith = (bytes: Uint8Array, ...marks: number[]): boolean =>
  marks.every((mark, at) => bytes[at] === mark);

/**
 * The text of a file, with its byte-order mark taken off. Told nothing, it is UTF-8 where it is valid
 * UTF-8, else windows-1251: Russian text in the latter is practically never valid in the former.
 * @throws AppError invalid-input, reason `encoding` (told UTF-8 and is none, or UTF-16) or `not-text`
 */
export function decodeFile(
  bytes: Uint8Array,
  told?: Encoding,
): { readonly text: string; readonly encoding: Encoding } {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) throw refuse('encoding');
  // Workbooks and archives begin so; text has no NUL in any of our encodings.
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || bytes.includes(0)) throw refuse('not-text');
  const utf8 = asUtf8(bytes);
  const hasMark = startsWith(bytes, 0xef, 0xbb, 0xbf);
  if (told === 'utf-8' || hasMark) {
    if (utf8 === null) throw refuse('encoding');
    return { text: utf8, encoding: 'utf-8' };
  }
  if (told !== 'windows-1251' && utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  return { text: new TextDecoder('windows-1251').decode(bytes), encoding: 'windows-1251' };
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
