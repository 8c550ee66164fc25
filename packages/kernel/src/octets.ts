import { randomBytes } from 'node:crypto';

const POOL_bytes = 4096;
let pool = Buffer.alloc(0);
let taken = 0;

/**
 * Random bytes for names and nonces, each byte given out once: many small requests to the system's
 * generator cost several times one large request. Keys are not taken from here, so that no copy of one
 * stays behind in a pool.
 */
export function randomOctets(count: number): Buffer {
  if (count > POOL_bytes) return randomBytes(count);
  if (taken + count > pool.length) {
    pool = randomBytes(POOL_bytes);
    taken = 0;
  }
  const octets = Buffer.from(pool.subarray(taken, taken + count));
  pool.fill(0, taken, taken + count);
  taken += count;
  return octets;
}
