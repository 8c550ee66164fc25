import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { vectors } from '../../src/cli/vectors.ts';

const OPEN = resolve(
  import.meta.dirname,
  '../../../../packages/personal-data/test/vectors/texts.json',
);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'personal-data-'));
});
afterEach(async () => rm(folder, { recursive: true }));

async function run(): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await vectors(['personal-data', folder], (line) => lines.push(line));
  return { code, lines };
}

const text = 'Мой телефон 8 916 000 12 12, кабинет 312.';
const fileOf = (spans: unknown[], traps: unknown[] = []): string =>
  JSON.stringify({ texts: [{ id: 'x1', text, spans, traps }] });

test('the open corpus passes and its figures are printed by kind', async () => {
  await cp(OPEN, join(folder, 'texts.json'));
  const { code, lines } = await run();
  expect(code).toBe(0);
  expect(lines).toContain('ok d01');
  expect(lines.find((line) => line.startsWith('phone '))).toMatch(/1\.000 \(7\/7\)/);
  expect(lines).toContain('traps touched 0 of 16');
  expect(lines.at(-1)).toBe('25 passed, 0 failed');
});

test('a recall or a precision below what is asked fails, and says which', async () => {
  await writeFile(join(folder, 'a.json'), fileOf([{ start: 29, end: 36, type: 'phone' }]));
  const { code, lines } = await run();
  expect(code).toBe(1);
  expect(lines[0]).toBe('weak x1: missed phone «кабинет»; found phone «8 916 000 12 12»');
  expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([
    'FAIL recall of numbers and e-mails 0.000 is below 0.95',
    'FAIL precision of numbers and e-mails 0.000 is below 0.9',
  ]);
  expect(lines.at(-1)).toBe('0 passed, 2 failed, 1 weak');
});

test('a trap that was touched is shown, and counted by its kind', async () => {
  const phone = { start: 12, end: 27, type: 'phone' };
  const traps = [
    { start: 12, end: 16, why: 'a trap, of a kind' },
    { start: 29, end: 36, why: 'a trap, left alone' },
    { start: 37, end: 40, why: 'room number' },
  ];
  await writeFile(join(folder, 'a.json'), fileOf([phone], traps));
  const { lines } = await run();
  expect(lines[0]).toBe('weak x1: trap «8 91» (a trap, of a kind)');
  const at = lines.indexOf('traps touched 1 of 3');
  expect(lines[at + 1]).toBe('  a trap: 1 of 2, found as phone');
  expect(lines.join()).not.toContain('room number');
});

test.each([
  ['broken JSON', '{'],
  ['no texts', '{"texts":1}'],
  ['a span outside the text', fileOf([{ start: 5, end: 900, type: 'phone' }])],
  ['another quotation', fileOf([{ start: 0, end: 3, type: 'phone', text: 'мой' }])],
])('%s fails, the other files are still judged', async (_, content) => {
  await writeFile(join(folder, 'a.json'), content);
  await cp(OPEN, join(folder, 'texts.json'));
  const { code, lines } = await run();
  expect(lines[0]).toMatch(/^FAIL a\.json: /);
  expect(code).toBe(1);
  expect(lines.at(-1)).toBe('25 passed, 1 failed');
});

test('no case at all is a failure', async () => {
  await writeFile(join(folder, 'a.json'), '{"texts":[]}');
  const { code, lines } = await run();
  expect(lines).toEqual([`no case found in ${folder}`, '0 passed, 0 failed']);
  expect(code).toBe(1);
});
