import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { vectors } from '../../src/cli/vectors.ts';

const PACKAGES = resolve(import.meta.dirname, '../../../../packages');

async function run(kind: string, folder: string): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await vectors([kind, folder], (line) => lines.push(line));
  return { code, lines };
}

async function runFile(kind: string, json: unknown): Promise<{ code: number; lines: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'surveys-'));
  await writeFile(join(folder, 'a.json'), JSON.stringify(json));
  return run(kind, folder).finally(() => rm(folder, { recursive: true }));
}

test('both formats of forms lie side by side; skipped ones are counted apart with their reason', async () => {
  const { code, lines } = await run('questionnaire', `${PACKAGES}/questionnaire/test/vectors`);
  expect(code).toBe(0);
  expect(lines).toContain('ok dev-16-strict-and-form-mode/stale q2');
  expect(lines.find((line) => line.startsWith('skip choice-async: '))).toContain(
    'terminology server',
  );
  expect(lines.slice(-2)).toEqual(['strong agreement 30 of 30', '106 passed, 0 failed, 4 skipped']);
});

test('a finding too many fails its case; one of another rule is only short of strong agreement', async () => {
  const file = (rule: string, findings: object[]) => ({
    id: rule,
    skip: null,
    questionnaire: { item: [{ linkId: 'q', type: 'string' }] },
    response: { status: 'completed', item: [{ linkId: 'q', answer: [{ valueInteger: 1 }] }] },
    expected: { valid: false, findings },
  });
  const found = { item: 'QuestionnaireResponse.item[0]', answer: 0, linkId: 'q', level: 'error' };
  const failed = await runFile('questionnaire', file('none', []));
  expect(failed.code).toBe(1);
  expect(failed.lines[0]).toContain('FAIL none: expected {"valid":false,"places":[]}');
  const other = await runFile(
    'questionnaire',
    file('other', [{ ...found, code: 'value', rule: 'x' }]),
  );
  expect(other.code).toBe(0);
  expect(other.lines).toEqual([
    'ok other',
    'strong agreement 0 of 1; not: other',
    '1 passed, 0 failed',
  ]);
});

test('a file of neither format cannot be read', async () => {
  const { code, lines } = await runFile('questionnaire', { id: 'x', cases: [] });
  expect(code).toBe(1);
  expect(lines).toEqual([
    'FAIL a.json: neither response with expected, nor publish with responses',
    '0 passed, 1 failed',
  ]);
});

test('scores are judged by the tolerance of their file; an unknown method fails its cases', async () => {
  const { code, lines } = await run('scoring', `${PACKAGES}/scoring/test/vectors`);
  expect(code).toBe(0);
  expect(lines.at(-1)).toBe('27 passed, 0 failed');
  const unknown = await runFile('scoring', {
    name: 'csat',
    tolerance: { rel: 0, abs: 0 },
    cases: [{ id: 'c1', input: {}, expected: {} }],
  });
  expect(unknown.code).toBe(1);
  expect(unknown.lines).toEqual(['FAIL c1: method-unknown: csat', '0 passed, 1 failed']);
});
