import { cp, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { vectors } from '../../src/cli/vectors.ts';
import type { VectorOutcome, VectorRunner } from '../../src/cli/vectors/runner.ts';

const GOLDEN = resolve(import.meta.dirname, '../../../../packages/working-time/test/vectors');
let root = '';
let folder = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vectors-'));
  folder = join(root, 'working-time');
  await mkdir(folder);
});
afterEach(async () => rm(root, { recursive: true }));

async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await vectors(args, (line) => lines.push(line));
  return { code, lines };
}

function fileOf(date: string): string {
  const plain = {
    id: 'plain',
    kind: 'reminder',
    due: '2026-05-12',
    before: { amount: 2, unit: 'working-days' },
    expected: { date },
  };
  return JSON.stringify({
    format: 'otklik-working-time/1',
    calendar: 'ru',
    schedules: {},
    cases: [plain],
  });
}

describe('vectors working-time', () => {
  test('passes on the golden vectors, subfolders included, with the calendar of the installation', async () => {
    const golden = (path: string): boolean =>
      !path.includes('calendar/') && !path.endsWith('/calendar');
    await cp(GOLDEN, join(folder, 'deeper'), { recursive: true, filter: golden });
    const { code, lines } = await run('working-time', folder);
    expect(lines.at(-1)).toBe('96 passed, 0 failed');
    expect(lines).toContain('ok minutes-01');
    expect(lines).toHaveLength(97);
    expect(code).toBe(0);
  });

  test('a calendar beside the folder is used instead of the own one', async () => {
    await writeFile(join(folder, 'a.json'), fileOf('2026-05-07'));
    expect((await run('working-time', folder)).code).toBe(0);
    await mkdir(join(root, 'calendar'));
    await writeFile(join(root, 'calendar', 'ru.json'), '{}');
    const { code, lines } = await run('working-time', folder);
    expect(lines[0]).toMatch(/^FAIL a\.json: format/);
    expect(code).toBe(1);
  });

  test('a wrong expectation fails and shows both sides', async () => {
    await writeFile(join(folder, 'a.json'), fileOf('2026-05-08'));
    const { code, lines } = await run('working-time', folder);
    expect(lines).toEqual([
      'FAIL plain: expected {"date":"2026-05-08"} got {"date":"2026-05-07"}',
      '0 passed, 1 failed',
    ]);
    expect(code).toBe(1);
  });

  test.each([
    ['broken JSON', '{"format":'],
    ['another format', '{"format":"otklik-waits/1","cases":[]}'],
    ['an unknown calendar', fileOf('2026-05-07').replace('"ru"', '"atlantis"')],
    ['a calendar outside its folder', fileOf('2026-05-07').replace('"ru"', '"../ru"')],
    ['an unknown kind of case', fileOf('2026-05-07').replace('"reminder"', '"guess"')],
    [
      'an expectation that says nothing',
      fileOf('2026-05-07').replace('{"date":"2026-05-07"}', '{}'),
    ],
  ])('%s fails, the other files are still judged', async (_, content) => {
    await writeFile(join(folder, 'a.json'), content);
    await writeFile(join(folder, 'b.json'), fileOf('2026-05-07'));
    const { code, lines } = await run('working-time', folder);
    expect(lines[0]).toMatch(/^FAIL /);
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
    expect(code).toBe(1);
  });

  // Whoever runs this as root reads every file: modes would not show it. These nobody can read.
  test.each([
    ['a file that cannot be read', () => symlink('nowhere.json', join(folder, 'b.json'))],
    ['a link that leads round', () => symlink('b.json', join(folder, 'b.json'))],
  ])('%s fails, the other files are still judged', async (_, make) => {
    await writeFile(join(folder, 'a.json'), fileOf('2026-05-07'));
    await make();
    await writeFile(join(folder, 'c.json'), fileOf('2026-05-07'));
    const { code, lines } = await run('working-time', folder);
    expect(lines[1]).toMatch(/^FAIL b\.json: (ENOENT|ELOOP)/);
    expect(lines.at(-1)).toBe('2 passed, 1 failed');
    expect(code).toBe(1);
  });

  test('a folder that is called like a file is looked into, and one that is none fails', async () => {
    await mkdir(join(folder, 'deep.json'));
    await writeFile(join(folder, 'deep.json', 'a.json'), fileOf('2026-05-07'));
    expect((await run('working-time', folder)).lines.at(-1)).toBe('1 passed, 0 failed');
    const { code, lines } = await run('working-time', join(folder, 'deep.json', 'a.json'));
    expect([code, lines.at(-1)]).toEqual([1, '0 passed, 1 failed']);
  });

  test('a subfolder that cannot be listed fails the run', async () => {
    await writeFile(join(folder, 'a.json'), fileOf('2026-05-07'));
    // Two deep folders, put together deeper than any path may be long: there, and listed by nobody.
    const names = Array.from({ length: 12 }, () => 'd'.repeat(250));
    const [upper, lower] = [join(folder, ...names), join(root, 'lower')];
    await mkdir(upper, { recursive: true });
    await mkdir(join(lower, ...names), { recursive: true });
    await rename(lower, join(upper, 'lower'));
    try {
      const { code, lines } = await run('working-time', folder);
      expect(lines).toEqual([expect.stringMatching(/^FAIL .*ENAMETOOLONG/), '0 passed, 1 failed']);
      expect(code).toBe(1);
    } finally {
      await rename(join(upper, 'lower'), lower);
    }
  });

  test('no case at all, or no folder at all, is a failure', async () => {
    const empty = await run('working-time', folder);
    expect(empty.lines).toEqual([`no case found in ${folder}`, '0 passed, 0 failed']);
    expect(empty.code).toBe(1);
    const missing = await run('working-time', join(root, 'nowhere'));
    expect(missing.lines.at(-1)).toBe('0 passed, 1 failed');
    expect(missing.code).toBe(1);
  });
});

test('skipped cases are counted apart with their reason, and alone they are no success', async () => {
  const outcomes: Record<string, VectorOutcome> = {
    'a.json': { result: 'skip', reason: 'needs a newer format' },
    'b.json': { result: 'ok' },
  };
  const odd: VectorRunner = {
    cases: async (json) => [
      { id: String(json), run: () => outcomes[String(json)] ?? { result: 'ok' } },
    ],
  };
  const lines: string[] = [];
  const judge = (): Promise<number> =>
    vectors(['odd', folder], (line) => lines.push(line), { odd });
  await writeFile(join(folder, 'a.json'), '"a.json"');
  expect(await judge()).toBe(1);
  await writeFile(join(folder, 'b.json'), '"b.json"');
  expect(await judge()).toBe(0);
  expect(lines.slice(2)).toEqual([
    'skip a.json: needs a newer format',
    'ok b.json',
    '1 passed, 0 failed, 1 skipped',
  ]);
});

test.each([[['horoscopes', '.']], [['toString', '.']], [['working-time']], [[]]])(
  '%j is wrong usage and names the kinds',
  async (args) => {
    const { code, lines } = await run(...args);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('working-time');
    expect(code).toBe(2);
  },
);
