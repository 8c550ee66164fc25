import { describe, expect, test } from 'vitest';
import { checkVector } from '../src/index.ts';
import { goldenFiles, russia } from './support/golden.ts';

const files = goldenFiles();

test('all 96 golden cases are here', () => {
  expect(files.flatMap(([, file]) => file.cases)).toHaveLength(96);
});

describe.each(files)('%s', (_, file) => {
  test.each(file.cases.map((vector) => [String(vector['id']), vector] as const))(
    '%s',
    (_, vector) => {
      const { ok, expected, got } = checkVector(file, vector, russia);
      expect(ok, JSON.stringify({ expected, got })).toBe(true);
    },
  );
});
