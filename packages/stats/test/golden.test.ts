import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkVector, readVectorFile } from '../src/index.ts';

const FOLDER = join(import.meta.dirname, 'vectors');
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .toSorted()
  .map(
    (name) => [name, readVectorFile(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')))] as const,
  );

test('all 17 files with 311 golden cases are here', () => {
  expect(files).toHaveLength(17);
  expect(files.flatMap(([, file]) => file.cases)).toHaveLength(311);
});

test.each(files)('%s', (_, file) => {
  for (const vector of file.cases) {
    const { ok, expected, got } = checkVector(file, vector);
    expect(ok, `${vector.id}: ${JSON.stringify({ expected, got }).slice(0, 2_000)}`).toBe(true);
  }
});

describe('the judge', () => {
  const [, file] = files.find(([name]) => name === 'overdispersion.json') ?? [];
  const vector = file?.cases[0];

  /** The same expectation with one number moved or one name added, wherever it lies. */
  function spoil(value: unknown, path: readonly string[]): unknown {
    const [key, ...rest] = path;
    if (key === undefined) {
      if (typeof value === 'number') return value + 1e-6;
      return Array.isArray(value) ? [...value, 'NY01'] : 'other';
    }
    if (Array.isArray(value))
      return value.map((item, i) => (String(i) === key ? spoil(item, rest) : item));
    return { ...(value as object), [key]: spoil((value as Record<string, unknown>)[key], rest) };
  }

  test.each([
    ['z', '36'],
    ['winsorised', 'phi'],
    ['limits', 'additive', 'upper_998', '3'],
    ['outside_998_additive'],
  ])('sees a wrong %s', (...path) => {
    if (!file || !vector) throw new Error('no vector');
    const wrong = { ...vector, expected: spoil(vector.expected, path) };
    const { ok, expected } = checkVector(file, wrong);
    expect(ok).toBe(false);
    expect(Object.keys(expected as object)).toEqual([path.join('/')]);
  });

  test('refuses another format, an unknown case and an empty expectation', () => {
    expect(() => readVectorFile({ format: 'other', cases: [] })).toThrow(/format/);
    const own = readVectorFile({
      format: 'golden-vector/1',
      cases: [
        { kind: 'horoscope', input: { sign: 'lion' }, expected: { luck: 1 } },
        { kind: 'ewma', input: {}, expected: {} },
      ],
    });
    const [strange, empty] = own.cases;
    if (!strange || !empty) throw new Error('no case');
    expect(() => checkVector(own, strange)).toThrow(/unknown case: kind "horoscope"/);
    expect(checkVector(own, empty).ok).toBe(false);
  });
});
