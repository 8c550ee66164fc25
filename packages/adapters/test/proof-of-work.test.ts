import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProofOfWork } from '@otklik/adapters';
import type * as Solver from '../../../apps/web/src/lib/proof-of-work.ts';

// The very file of the page, loaded by Node: Vite would ask for the web app's generated settings first.
const page = join(import.meta.dirname, '../../../apps/web/src/lib/proof-of-work.ts');
const script = stripTypeScriptTypes(readFileSync(page, 'utf8'));
const { solvePuzzle }: typeof Solver = await import(
  `data:text/javascript,${encodeURIComponent(script)}`
);

const hashWith = (key: string) => (purpose: string, value: string) =>
  createHmac('sha256', key).update(`${purpose}/${value}`).digest('base64url');
const pow = createProofOfWork({ hash: hashWith('ours'), difficulty: 1500 });
const action = 'complaints.file-complaint';
const now = new Date('2026-11-21T10:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);

async function solved(): Promise<string> {
  const solution = await solvePuzzle(await pow.challenge(action, now));
  if (solution === null) throw new Error('not solved');
  return solution;
}

const unpacked = (solution: string): Record<string, unknown> => JSON.parse(atob(solution));

describe('proof of work', () => {
  it('is solved by the page and believed by the server', async () => {
    const puzzle = await pow.challenge(action, now);
    expect(puzzle).toMatchObject({ algorithm: 'SHA-256', maxnumber: 1500 });
    const shares: number[] = [];
    const solution = await solvePuzzle(puzzle, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(await pow.verify(action, solution ?? '', after(5000))).toEqual({
      id: puzzle.challenge,
      expiresAt: after(600_000),
    });
  });

  it('names its puzzle the same however often it is sent, so that it can be spent once', async () => {
    const solution = await solved();
    const ids = [await pow.verify(action, solution, now), await pow.verify(action, solution, now)];
    expect(ids[0]?.id).toBe(ids[1]?.id);
  });

  it('counts for its action, its ten minutes and its installation only', async () => {
    const solution = await solved();
    expect(await pow.verify('surveys.answer', solution, now)).toBeNull();
    expect(await pow.verify(action, solution, after(599_999))).not.toBeNull();
    expect(await pow.verify(action, solution, after(600_000))).toBeNull();
    const other = createProofOfWork({ hash: hashWith('theirs') });
    expect(await other.verify(action, solution, now)).toBeNull();
  });

  it('is not believed after any change', async () => {
    const solution = unpacked(await solved());
    const salt = String(solution['salt']);
    const number = Number(solution['number']);
    const later = salt.replace(/expires=\d+/, 'expires=9999999999');
    const changes: Record<string, unknown>[] = [
      { number: number + 1 },
      { number: String(number) },
      { number: -number },
      { number: 1e300 },
      { salt: later },
      { salt: salt.replace(action, 'complaints.other') },
      { salt: salt.slice(0, -1) },
      { salt: `${salt}${String(number).slice(0, 1)}`, number: Number(String(number).slice(1)) },
      { salt: `${salt}expires=9999999999&` },
      { salt: salt.replace('?', '?expires=9999999999&') },
      { salt: null },
      { signature: 'f'.repeat(64) },
      { challenge: 'f'.repeat(64) },
      { algorithm: 'SHA-1' },
      { algorithm: undefined },
    ];
    for (const change of changes) {
      const changed = btoa(JSON.stringify({ ...solution, ...change }));
      expect(await pow.verify(action, changed, now)).toBeNull();
    }
  });

  it.each(['', 'x', '{}', btoa('null'), btoa('[]'), btoa('"a"'), btoa('{}'), 'A'.repeat(5000)])(
    'refuses %j',
    async (solution) => {
      expect(await pow.verify(action, solution, now)).toBeNull();
    },
  );

  it('binds actions that look like parameters', async () => {
    const odd = 'a&action=complaints.file-complaint';
    const solution = (await solvePuzzle(await pow.challenge(odd, now))) ?? '';
    expect(await pow.verify(action, solution, now)).toBeNull();
    expect(await pow.verify(odd, solution, now)).not.toBeNull();
  });

  it('follows the load', async () => {
    let load = 100;
    const loaded = createProofOfWork({ hash: hashWith('ours'), difficulty: () => load });
    expect((await loaded.challenge(action, now)).maxnumber).toBe(100);
    load = 7000;
    expect((await loaded.challenge(action, now)).maxnumber).toBe(7000);
  });
});

describe('the page’s solver', () => {
  it('stops when cancelled', async () => {
    const puzzle = await pow.challenge(action, now);
    const stop = new AbortController();
    const unsolvable = { ...puzzle, challenge: 'f'.repeat(64), maxnumber: 1_000_000 };
    const solution = solvePuzzle(unsolvable, {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(await solution).toBeNull();
  });

  it('gives up on a puzzle without an answer, or of another kind', async () => {
    const puzzle = await pow.challenge(action, now);
    expect(await solvePuzzle({ ...puzzle, challenge: 'f'.repeat(64), maxnumber: 700 })).toBeNull();
    expect(await solvePuzzle({ ...puzzle, algorithm: 'SHA-1' })).toBeNull();
  });
});
