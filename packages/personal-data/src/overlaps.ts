import type { Candidate } from './candidate.ts';

/**
 * Of spans that share a character one stays: a number whose check digits agree before all others, then the
 * longer, then the surer, then the earlier.
 */
export function settle(candidates: readonly Candidate[]): Candidate[] {
  const ranked = candidates.toSorted(
    (a, b) =>
      proven(b) - proven(a) ||
      b.end - b.start - (a.end - a.start) ||
      b.confidence - a.confidence ||
      a.start - b.start,
  );
  const taken = new Taken(candidates.reduce((last, span) => Math.max(last, span.end), 0));
  return ranked
    .filter((span) => taken.take(span.start, span.end))
    .toSorted((a, b) => a.start - b.start);
}

function proven(span: Candidate): number {
  return span.checksumOk === true && span.confidence > 0.9 ? 1 : 0;
}

/** Which characters are spoken for. */
class Taken {
  readonly #cells: Uint8Array;

  constructor(length: number) {
    this.#cells = new Uint8Array(length);
  }

  take(start: number, end: number): boolean {
    for (let at = start; at < end; at += 1) if (this.#cells[at] === 1) return false;
    this.#cells.fill(1, start, end);
    return true;
  }
}
