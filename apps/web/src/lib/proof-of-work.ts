/** A puzzle as the server gives it (ALTCHA v1, SHA-256). */
export interface Puzzle {
  readonly algorithm: string;
  readonly challenge: string;
  readonly salt: string;
  readonly signature: string;
  readonly maxnumber: number;
}

export interface SolveOptions {
  /** Ends the search; the result is null. */
  readonly signal?: AbortSignal;
  /** Share tried so far, 0 to 1, after every chunk. */
  readonly onProgress?: (share: number) => void;
}

const CHUNK = 500;

/**
 * Finds the number behind a puzzle and gives the text for the form's hidden field; null when
 * cancelled, unsolvable, or when the browser has no Web Crypto (plain http): then the form goes the
 * way without script. Yields to the page after every chunk, so that typing stays smooth.
 */
export async function solvePuzzle(
  puzzle: Puzzle,
  { signal, onProgress }: SolveOptions = {},
): Promise<string | null> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle || puzzle.algorithm !== 'SHA-256') return null;
  const encoder = new TextEncoder();
  const digest = (number: number) =>
    subtle.digest('SHA-256', encoder.encode(puzzle.salt + number)).then(hex);
  for (let start = 0; start <= puzzle.maxnumber; start += CHUNK) {
    if (signal?.aborted) return null;
    // Together: the browser hashes on other threads, and one await a number would be slow.
    const length = Math.min(CHUNK, puzzle.maxnumber - start + 1);
    const digests = await Promise.all(Array.from({ length }, (_, at) => digest(start + at)));
    const found = digests.indexOf(puzzle.challenge);
    if (found !== -1) return pack(puzzle, start + found);
    onProgress?.(Math.min(1, (start + length) / puzzle.maxnumber));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return null;
}

function hex(digest: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(digest)) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** All fields are ASCII: the server encodes what is not. */
const pack = ({ algorithm, challenge, salt, signature }: Puzzle, number: number): string =>
  btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
