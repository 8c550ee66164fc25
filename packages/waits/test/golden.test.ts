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

test('all 53 golden cases are here', () => {
  expect(files.flatMap(([, cases]) => cases)).toHaveLength(53);
});

describe.each(files)('%s', (_, cases) => {
  test.each(cases.map((vector) => [vector.name, vector] as const))('%s', (__, vector) => {
    const { ok, expected, got } = checkVector(vector);
    expect(ok, JSON.stringify({ expected, got })).toBe(true);
  });
});

describe('the judge', () => {
  const vector = files[1]?.[1][0];

  test.each(['places', 'k1', 'k3', 'within24h', 'work_days_k1'])('sees a wrong %s', (key) => {
    if (!vector) throw new Error('no vector');
    const wrong = { ...vector.expected, [key]: key === 'within24h' ? false : { censored: '>90' } };
    expect(checkVector({ ...vector, expected: wrong }).ok).toBe(false);
  });

  test('takes no case that expects nothing', () => {
    expect(checkVector({ name: 'x', input: { values: [1] }, expected: {} }).ok).toBe(false);
  });

  test.each([
    [[{ name: 'x', input: { values: [1] } }], /case 0/],
    [{ cases: [] }, /list/],
  ])('refuses a file of another shape', (json, message) => {
    expect(() => readVectorFile(json)).toThrow(message);
  });

  test('an unknown kind of case and a zone that is none are failures', () => {
    const strange = { name: 'x', input: { horoscope: 1 }, expected: { p50: 1 } };
    expect(() => checkVector(strange)).toThrow(/unknown case/);
    const input = { t0: '2026-03-02T09:00:00Z', tz: 'Mars/Base', slots: [] };
    const { ok, got } = checkVector({ name: 'x', input, expected: { places: 0 } });
    expect([ok, got]).toEqual([false, { error: 'zone-unknown' }]);
  });
});
