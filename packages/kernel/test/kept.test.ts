import { expect, test } from 'vitest';
import { createKept } from '../src/index.ts';

const at = (ms: number): Date => new Date(ms);

/** A search that counts how often it was made. */
function search() {
  let made = 0;
  return { find: async () => (made += 1), made: () => made };
}

test('an answer is found once within its time, for one key', async () => {
  const kept = createKept<number>({ for_ms: 100, max: 10 });
  const { find } = search();
  expect(await kept('a', at(0), find)).toBe(1);
  expect(await kept('a', at(99), find)).toBe(1);
  expect(await kept('b', at(99), find)).toBe(2);
  expect(await kept('a', at(100), find)).toBe(3);
});

test('those who ask at the same moment share one search', async () => {
  const kept = createKept<number>({ for_ms: 100, max: 10, worth: () => false });
  const { find, made } = search();
  const all = await Promise.all([1, 2, 3].map(() => kept('a', at(0), find)));
  expect(all).toEqual([1, 1, 1]);
  expect(made()).toBe(1);
});

test('what is not worth it is found anew, a failed search too', async () => {
  const kept = createKept<number>({ for_ms: 100, max: 10, worth: (value) => value > 1 });
  const { find, made } = search();
  for (const wanted of [1, 2, 2]) expect(await kept('a', at(0), find)).toBe(wanted);
  expect(made()).toBe(2);
  const fails = () => Promise.reject(new Error('no server'));
  await expect(kept('b', at(0), fails)).rejects.toThrow('no server');
  expect(await kept('b', at(0), find)).toBe(3);
});

test('more keys than room: the oldest goes', async () => {
  const kept = createKept<number>({ for_ms: 100, max: 2 });
  const { find } = search();
  for (const key of ['a', 'b', 'c']) await kept(key, at(0), find);
  expect(await kept('b', at(1), find)).toBe(2);
  expect(await kept('c', at(1), find)).toBe(3);
  expect(await kept('a', at(1), find)).toBe(4);
});

test('while one looks for the next answer the others get the old one, for one more time at most', async () => {
  const kept = createKept<number>({ for_ms: 100, max: 10 });
  const { find, made } = search();
  await kept('a', at(0), find);
  let answer: (value: number) => void = () => undefined;
  const slow = () => new Promise<number>((resolve) => (answer = resolve));
  const asker = kept('a', at(100), slow);
  expect(await kept('a', at(199), find)).toBe(1);
  expect(made()).toBe(1);
  answer(7);
  expect(await asker).toBe(7);
  expect(await kept('a', at(199), find)).toBe(7);
  const failing = kept('a', at(200), () => Promise.reject(new Error('no server')));
  await expect(failing).rejects.toThrow('no server');
  // Whoever comes next looks again.
  expect(await kept('a', at(201), find)).toBe(2);
  // An answer that is too old is nobody's.
  void kept('a', at(301), () => new Promise(() => undefined));
  expect(await kept('a', at(401), find)).toBe(3);
});
