import { createHash } from 'node:crypto';

/** Numbers in [0, 1) that are the same for the same name: a simulated past can be made again. */
export function chanceOf(...name: readonly (string | number)[]): () => number {
  let state = createHash('sha256').update(name.join('/')).digest().readUInt32LE(0);
  return () => {
    // Weyl sequence with a mixing step, 32 bits.
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
