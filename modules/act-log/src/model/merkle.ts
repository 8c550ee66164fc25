import { createHash } from 'node:crypto';

/**
 * The tree of hashes of RFC 9162, section 2.1: leaves and nodes are hashed under different first bytes, so
 * that no node passes for a leaf. All hashes are SHA-256 in hexadecimal.
 */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (text: string): string =>
  createHash('sha256').update(LEAF).update(text, 'utf8').digest('hex');

const nodeHash = (left: string, right: string): string =>
  createHash('sha256')
    .update(NODE)
    .update(Buffer.from(left, 'hex'))
    .update(Buffer.from(right, 'hex'))
    .digest('hex');

/** The largest power of two below a count of two or more. */
const splitOf = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

/** The root over leaf hashes in this order; that of nothing is the hash of nothing. */
export function rootOf(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash('sha256').digest('hex');
  if (leaves.length === 1) return leaves[0]!;
  const split = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** The hashes that lead from the leaf at `index` to the root, the nearest first. */
export function pathOf(leaves: readonly string[], index: number): string[] {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...pathOf(left, index), rootOf(right)]
    : [...pathOf(right, index - split), rootOf(left)];
}

/** The root that a leaf and its path give, or null where the path does not fit index and count. */
export function rootFrom(
  leaf: string,
  { index, count, path }: { index: number; count: number; path: readonly string[] },
): string | null {
  if (index >= count) return null;
  let [at, last, root] = [index, count - 1, leaf];
  for (const beside of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      root = nodeHash(beside, root);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else root = nodeHash(root, beside);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
}
