import { GAP } from '@otklik/cases';

/** Which characters of a text are cut: offsets of the whole text. */
export type Covered = ReadonlySet<number>;

const cover = (covered: Set<number>, from: number, to: number): void => {
  for (let at = from; at < to; at += 1) covered.add(at);
};

/** What a text with its cuts between double brackets covers; empty where its marks are broken. */
export function coveredByMarks(marked: string): Covered {
  const [first = '', ...rest] = marked.split('[[');
  const covered = new Set<number>();
  let at = first.length;
  for (const piece of rest) {
    const end = piece.indexOf(']]');
    if (end < 0) return new Set();
    cover(covered, at, at + end);
    at += piece.length - 2;
  }
  return covered;
}

/**
 * What is missing from a text that was let out with its gaps marked. Where a piece stands twice the earlier
 * place is taken: of two that fit the first.
 */
export function coveredByGaps(original: string, shown: string): Covered {
  const covered = new Set<number>();
  if (original === shown) return covered;
  const pieces = shown.split(GAP);
  let at = 0;
  pieces.forEach((piece, index) => {
    const is_last = index === pieces.length - 1;
    const found = is_last ? original.length - piece.length : original.indexOf(piece, at);
    if (found < at) return;
    cover(covered, at, found);
    at = found + piece.length;
  });
  return covered;
}

/** Of the characters that either covers the share that both cover; null where neither covers any. */
export function shareOfBoth(first: Covered, second: Covered): number | null {
  const either = first.union(second).size;
  return either === 0 ? null : first.intersection(second).size / either;
}
