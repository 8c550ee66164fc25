import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafHash, pathOf, rootFrom, rootOf } from '../src/model/merkle.ts';

const leaves = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => leafHash(`leaf ${at}`));
const node = (left: string, right: string): string =>
  createHash('sha256')
    .update(Buffer.from(`01${left}${right}`, 'hex'))
    .digest('hex');

describe('the tree of RFC 9162', () => {
  test('of nothing, one, two, three and five leaves, put together by hand', () => {
    expect(rootOf([])).toBe(createHash('sha256').update('').digest('hex'));
    const [a, b, c, d, e] = leaves(5) as [string, string, string, string, string];
    expect(a).toBe(createHash('sha256').update('\0leaf 0').digest('hex'));
    expect(rootOf([a])).toBe(a);
    expect(rootOf([a, b])).toBe(node(a, b));
    expect(rootOf([a, b, c])).toBe(node(node(a, b), c));
    expect(rootOf([a, b, c, d, e])).toBe(node(node(node(a, b), node(c, d)), e));
  });

  test('every leaf’s path leads to the root, and no other leaf, place or path does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (count, which, other) => {
        const all = leaves(count);
        const index = which % count;
        const path = pathOf(all, index);
        const root = rootOf(all);
        expect(rootFrom(all[index]!, { index, count, path })).toBe(root);
        expect(rootFrom(leafHash('stranger'), { index, count, path })).not.toBe(root);
        expect(rootFrom(all[index]!, { index, count, path: [...path, root] })).toBeNull();
        if (path.length > 0)
          expect(rootFrom(all[index]!, { index, count, path: path.slice(1) })).toBeNull();
        const elsewhere = other % count;
        if (elsewhere !== index)
          expect(rootFrom(all[index]!, { index: elsewhere, count, path })).not.toBe(root);
        expect(rootFrom(all[index]!, { index: count, count, path })).toBeNull();
      }),
    );
  });

  test('a root is of these leaves alone', () => {
    const all = leaves(9);
    const roots = [all, all.slice(1), [...all, all[0]!], all.toReversed()].map((some) =>
      rootOf(some),
    );
    expect(new Set(roots).size).toBe(4);
  });
});
