import { AppError } from '@otklik/kernel';
import { LINE_max_bytes } from './limits.ts';

/** One line, or that it was too long to be read. `last`: nothing follows, not even an end of line. */
export interface Line {
  readonly text: string | null;
  readonly last: boolean;
}

const NEWLINE = 0x0a;

/**
 * Lines of a stream of bytes, without holding more of it than one line. Blank ones are left out. A line that is too
 * long is told as unreadable and skipped to its end.
 * @throws AppError invalid-input: more lines than `max`; and whatever the stream throws
 */
export async function* linesOf(body: AsyncIterable<Uint8Array>, max: number): AsyncIterable<Line> {
  const decoder = new TextDecoder('utf-8');
  let held: Uint8Array[] = [];
  let length = 0;
  let count = 0;
  const take = (piece: Uint8Array): void => {
    length += piece.length;
    if (length <= LINE_max_bytes && piece.length > 0) held.push(piece);
  };
  const end = (last: boolean): Line | null => {
    const whole = length <= LINE_max_bytes ? decoder.decode(Buffer.concat(held)).trim() : null;
    [held, length] = [[], 0];
    if (whole === '') return null;
    count += 1;
    if (count > max) throw new AppError('invalid-input', { reason: 'too-many-lines' });
    return { text: whole, last };
  };
  for await (const piece of body) {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      take(piece.subarray(from, at));
      from = at + 1;
      const line = end(false);
      if (line) yield line;
    }
    take(piece.slice(from));
  }
  const line = end(true);
  if (line) yield line;
}
