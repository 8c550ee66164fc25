import { applyCuts, GAP } from '@otklik/cases';
import type { Cut } from '../store/tables.ts';

const OPEN = '[[';
const CLOSE = ']]';

/**
 * Places that a moderator's marks cut out of the original: what stands in double brackets. No word is kept,
 * so nothing of the original outlives it here.
 * @throws AppError invalid-input when the marks are broken, something was reworded or nothing is left
 */
export function cutsOf(original: string, marked: string): readonly Cut[] {
  applyCuts(original, marked);
  const cuts: Cut[] = [];
  let at = 0;
  for (const [index, piece] of marked.split(OPEN).entries()) {
    if (index === 0) {
      at = piece.length;
      continue;
    }
    const end = piece.indexOf(CLOSE);
    cuts.push([at, at + end]);
    at += piece.length - CLOSE.length;
  }
  return cuts;
}

/** The words everybody reads: the original without these places, each gap marked. */
export function withCuts(original: string, cuts: readonly Cut[]): string {
  let shown = '';
  let from = 0;
  for (const [start, end] of cuts) {
    shown += original.slice(from, start) + GAP;
    from = end;
  }
  return shown + original.slice(from);
}

/** The original with these places in double brackets, as a moderator begins with it. */
export function marksOf(
  original: string,
  places: readonly { start: number; end: number }[],
): string {
  let marked = '';
  let from = 0;
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    if (start < from) continue;
    marked += `${original.slice(from, start)}${OPEN}${original.slice(start, end)}${CLOSE}`;
    from = end;
  }
  return marked + original.slice(from);
}
