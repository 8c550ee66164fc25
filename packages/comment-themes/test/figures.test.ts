import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measure, readComments } from '../src/index.ts';

const commentsOf = (name: string) =>
  readComments(JSON.parse(readFileSync(new URL(`./corpus/${name}.json`, import.meta.url), 'utf8')));
const overall = (name: string) => measure(commentsOf(name)).at(-1)!;

test('the sentences are as many as they were when the rules began', () => {
  expect(commentsOf('open-half')).toHaveLength(79);
  expect(commentsOf('closed-half')).toHaveLength(79);
  expect(commentsOf('demo')).toHaveLength(34);
});

// Slightly below what was measured: a rule that mends one sentence must not spoil others.
test.each([
  ['demo', 0.79, 0.9],
  ['open-half', 0.87, 0.88],
  ['closed-half', 0.85, 0.76],
])('%s: precision at least %d, recall at least %d', (name, precision, recall) => {
  const figure = overall(name);
  expect(figure.precision!.value).toBeGreaterThanOrEqual(precision);
  expect(figure.recall!.value).toBeGreaterThanOrEqual(recall);
});

test('an aspect nobody wrote of has no share, and an interval holds its share', () => {
  const figures = measure([{ text: 'Врач внимательный.', labels: ['doctor+'] }]);
  const lift = figures.find(({ aspect, side }) => aspect === 'accessibility' && side === 'both')!;
  expect(lift).toMatchObject({ there: 0, found: 0, precision: null, recall: null });
  const { value, low, high } = figures.at(-1)!.recall!;
  expect([low < value, value, high]).toEqual([true, 1, 1]);
});
