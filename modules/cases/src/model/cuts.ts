import { AppError } from '@otklik/kernel';

const OPEN = '[[';
const CLOSE = ']]';
/** What stands in public where a moderator cut. */
export const GAP = '[…]';

/**
 * Turns a moderator's marked text into the public one: what stands in double brackets is cut and the
 * gap is marked. A moderator may cut, never reword: without its marks the text must be the author's own.
 *
 * @throws AppError invalid-input when the marks are broken or the words are not the author's
 */
export function applyCuts(story: string, marked: string): string {
  const pieces = marked.split(OPEN);
  let rest = pieces[0]!;
  let visible = pieces[0]!;
  for (const piece of pieces.slice(1)) {
    const end = piece.indexOf(CLOSE);
    if (end < 0) throw new AppError('invalid-input', { reason: 'cut-not-closed' });
    rest += piece.slice(0, end) + piece.slice(end + CLOSE.length);
    visible += GAP + piece.slice(end + CLOSE.length);
  }
  if (rest !== story) throw new AppError('invalid-input', { reason: 'reworded' });
  if (visible.replaceAll(GAP, '').trim() === '')
    throw new AppError('invalid-input', { reason: 'nothing-left' });
  return visible;
}
