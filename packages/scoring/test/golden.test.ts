import { describe, expect, test } from 'vitest';
import { checkScoringVector, METHODS, readScoringVectors } from '../src/index.ts';
import { goldenFiles } from './support/golden.ts';

test('all 27 golden cases are here, and every method has some', () => {
  expect(goldenFiles.flatMap(([, file]) => file.cases)).toHaveLength(27);
  expect(goldenFiles.map(([name]) => name).toSorted()).toEqual([...METHODS.keys()].toSorted());
});

describe.each(goldenFiles)('%s', (_, file) => {
  test.each(file.cases.map((vector) => [String(vector['id']), vector] as const))(
    '%s',
    (_, vector) => {
      const { ok, expected, got } = checkScoringVector(file, vector);
      expect(ok, JSON.stringify({ expected, got })).toBe(true);
    },
  );
});

describe('what counts as right', () => {
  const file = readScoringVectors({
    name: 'linear',
    tolerance: { rel: 1e-9, abs: 1e-9 },
    cases: [],
  });
  const input = { min: 0, max: 10, answers: [5, null] };
  const verdict = (expected: object) => checkScoringVector(file, { id: 'x', input, expected }).ok;

  test('within the tolerance, null for null, every member', () => {
    expect(verdict({ values: [50 + 1e-9, null], n: 1, mean: 50 })).toBe(true);
    expect(verdict({ values: [50.001, null], n: 1, mean: 50 })).toBe(false);
    expect(verdict({ values: [50, 0], n: 1, mean: 50 })).toBe(false);
    expect(verdict({ values: [50], n: 1, mean: 50 })).toBe(false);
    expect(verdict({ values: [50, null], n: 1 })).toBe(false);
    expect(verdict({ values: [50, null], n: 1, mean: 50, more: null })).toBe(false);
  });

  test.each([[{}], [{ name: 'nps' }], [{ name: 'nps', tolerance: {}, cases: [] }]])(
    '%j is no file of the format',
    (json) => {
      expect(() => readScoringVectors(json)).toThrow(/the file|tolerance/);
    },
  );
});
