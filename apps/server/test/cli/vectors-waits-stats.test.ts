import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { vectors } from '../../src/cli/vectors.ts';

const PACKAGES = resolve(import.meta.dirname, '../../../../packages');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vectors-'));
});
afterEach(async () => rm(folder, { recursive: true }));

async function run(kind: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await vectors([kind, folder], (line) => lines.push(line));
  return { code, lines };
}

test.each([
  ['waits', 'wait-metric-cases.json', '28 passed, 0 failed', 'ok quarter-hour-zone'],
  ['waits', 'aggregate-cases.json', '25 passed, 0 failed', 'ok eight-o-clock-rush'],
  ['stats', 'xmr.json', '14 passed, 0 failed', 'ok two_of_three'],
  ['stats', 'distributions.json', '117 passed, 0 failed', 'ok normal_cdf(0)'],
])('%s: %s of a deeper folder', async (kind, name, counts, line) => {
  await cp(join(PACKAGES, kind, 'test/vectors', name), join(folder, 'deeper', name));
  const { code, lines } = await run(kind);
  expect(lines.at(-1)).toBe(counts);
  expect(lines).toContain(line);
  expect(code).toBe(0);
});

test.each([
  [
    'waits',
    'aggregate-cases.json',
    '"pooled_tna_days": 2',
    '"pooled_tna_days": 16',
    /^FAIL pooled-against-mean: /,
  ],
  ['stats', 'xmr.json', '"7 Points Above CL"', '"Common Cause"', /^FAIL ae_perf_1|^FAIL /],
])('%s: one wrong expectation in %s fails the run', async (kind, name, right, wrong, line) => {
  const text = await readFile(join(PACKAGES, kind, 'test/vectors', name), 'utf8');
  const compact = JSON.stringify(JSON.parse(text), null, 1);
  const spoiled = compact.replace(right, wrong);
  expect(spoiled).not.toBe(compact);
  await writeFile(join(folder, name), spoiled);
  const { code, lines } = await run(kind);
  expect(lines.some((one) => line.test(one))).toBe(true);
  expect(lines.at(-1)).toMatch(/, 1 failed$/);
  expect(code).toBe(1);
});

test.each(['waits', 'stats'])(
  '%s: a file of another shape, and an empty folder, fail',
  async (kind) => {
    expect((await run(kind)).code).toBe(1);
    await writeFile(join(folder, 'a.json'), '{"format":"otklik-working-time/1","cases":[]}');
    const { code, lines } = await run(kind);
    expect(lines[0]).toMatch(/^FAIL a\.json: /);
    expect(code).toBe(1);
  },
);
