import { readWords } from './words.ts';

const SHINGLE_words = 3;
/** Hashes of a sketch. */
export const HASHES = 32;
const HASHES_A_BAND = 4;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Two odd multipliers a hash, from a secret: nobody can make texts that meet or miss one another. */
export interface SketchSeed {
  readonly multipliers: Int32Array;
  readonly added: Int32Array;
}

/** @param secret base64url of at least 32 bytes; the same secret gives the same seed */
export function seedFrom(secret: string): SketchSeed {
  let state = hashOf(secret, FNV_OFFSET);
  const next = (): number => {
    // Marsaglia's xorshift, 2003: thirteen, seventeen, five.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state | 0;
  };
  if (state === 0) state = 1;
  const multipliers = Int32Array.from({ length: HASHES }, () => next() | 1);
  return { multipliers, added: Int32Array.from({ length: HASHES }, next) };
}

function hashOf(text: string, from: number): number {
  let hash = from;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash | 0;
}

/** Whatever is near in one step is far after this: the finaliser of MurmurHash3 (A. Appleby, public domain). */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

function shinglesOf(words: readonly string[]): Set<number> {
  const shingles = new Set<number>();
  const last = Math.max(0, words.length - SHINGLE_words);
  for (let at = 0; at <= last; at += 1)
    shingles.add(mixed(hashOf(words.slice(at, at + SHINGLE_words).join(' '), FNV_OFFSET)));
  return shingles;
}

/**
 * A text as 32 numbers: of two texts as many are the same as share of their runs of three words is. Source:
 * A. Broder, 1997, On the resemblance and containment of documents.
 *
 * @returns an empty sketch for a text without words
 */
export function sketchOf(text: string, seed: SketchSeed): number[] {
  const words = readWords(text);
  if (words.length === 0) return [];
  const least = new Int32Array(HASHES).fill(0x7fffffff);
  for (const shingle of shinglesOf(words))
    for (let at = 0; at < HASHES; at += 1) {
      const hash = mixed(Math.imul(shingle, seed.multipliers[at]!) + seed.added[at]!);
      if (hash < least[at]!) least[at] = hash;
    }
  return [...least];
}

/** The bands of a sketch: texts that are much alike share at least one nearly always, others hardly ever. */
export function bandsOf(sketch: readonly number[]): string[] {
  const bands: string[] = [];
  for (let at = 0; at < sketch.length; at += HASHES_A_BAND)
    bands.push(
      `${at / HASHES_A_BAND}:${sketch
        .slice(at, at + HASHES_A_BAND)
        .map((hash) => (hash >>> 0).toString(36))
        .join('.')}`,
    );
  return bands;
}

/** How alike two texts are by their sketches, 0 to 1: an estimate of the share of runs that they have in common. */
export function likeness(first: readonly number[], second: readonly number[]): number {
  if (first.length === 0 || first.length !== second.length) return 0;
  return first.filter((hash, at) => hash === second[at]).length / first.length;
}
