import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filingProof, type FilingProof } from '@otklik/act-log';
import { newId, type Actor } from '@otklik/kernel';
import { verifyFilings, verifyProof } from '../src/cli/filings.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, staff, visitor } from '../../../tests/support/installation.ts';
import { filing } from './filings.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const DAY_MS = 86_400_000;
const clockwork: Actor = { kind: 'system', region: REGION, name: 'clock' };
let boss: pg.Client;
let folder: string;
const json = async <T>(path: string): Promise<T> => (await serving.call(path)).json() as Promise<T>;

async function filed(): Promise<{ number: string; author: Actor }> {
  const { complaints } = serving.it.faces;
  const sent = await complaints.fileComplaint(
    visitor(newId()),
    { ...filing(), email: undefined, receiptOnly: true } as never,
    { proofOfWork: 'no-script' },
  );
  const { receipt } = sent;
  const { caseId } = await complaints.confirmReceipt(visitor(newId()), { receipt });
  const author: Actor = { kind: 'receipt', region: REGION, caseId, origin: 'x' };
  return { number: sent.number, author };
}
const proofOf = ({ number, author }: { number: string; author: Actor }) =>
  serving.it.faces.complaints.getFilingProof(author, { number });
const check = async (proof: FilingProof) =>
  (await serving.it.faces.actLog.checkProof(visitor(), { proof })).outcome;
const seal = () => serving.it.faces.actLog.sealFilingDays(clockwork, {});
const verify = () => verifyFilings(serving.it.app, REGION, []);

/** Behind the guards, as only a superuser can; everything is put back afterwards. */
async function tampered<T>(sql: string, look: () => Promise<T>): Promise<T> {
  await boss.query('set session_replication_role = replica');
  for (const table of ['filing_log', 'filing_days'])
    await boss.query(`create temp table kept_${table} as table ${table}`);
  expect((await boss.query(sql)).rowCount, sql).toBeGreaterThan(0);
  const seen = await look();
  for (const table of ['filing_log', 'filing_days']) {
    await boss.query(`delete from ${table}`);
    await boss.query(`insert into ${table} select * from kept_${table}`);
    await boss.query(`drop table kept_${table}`);
  }
  await boss.query('set session_replication_role = default');
  return seen;
}

const people: { number: string; author: Actor }[] = [];
beforeAll(async () => {
  boss = await clientFor(serving.it.superUrl);
  folder = await mkdtemp(join(tmpdir(), 'otklik-proof-'));
  for (let count = 0; count < 5; count += 1) people.push(await filed());
});
afterAll(async () => {
  await boss.end();
  await rm(folder, { recursive: true });
});

describe('a proof of filing', () => {
  test('is there at once as a signed promise, and leads to the signed day once that is over', async () => {
    const promised = await proofOf(people[0]!);
    expect(filingProof.parse(promised)).toEqual(promised);
    expect(promised).toMatchObject({ day: '2026-06-10', inclusion: null });
    // Of an anonymous message the day alone.
    expect(promised.filing.filed).toBe('2026-06-10');
    expect(await check(promised)).toBe('waiting');
    // The day that runs is nobody's to see, and is not sealed before it is surely over.
    expect((await serving.call('/api/v1/act-log/filing-days/2026-06-10')).status).toBe(404);
    serving.it.clock.set(new Date('2026-06-11T00:05:00Z'));
    expect(await seal()).toMatchObject({ day: '2026-06-09' });
    serving.it.clock.set(new Date('2026-06-11T00:15:00Z'));
    expect(await seal()).toMatchObject({ sealed: 1, day: '2026-06-10' });
    expect(await check(promised)).toBe('in-log');
    const whole = await proofOf(people[0]!);
    expect(whole.inclusion).toMatchObject({ count: 5, total: 5 });
    expect(whole.inclusion!.path).toHaveLength(3 - Number(whole.inclusion!.index === 4) * 2);
    expect(await check(whole)).toBe('in-log');
  });

  test('does not hold once a part of it was changed', async () => {
    const whole = await proofOf(people[1]!);
    const other = await proofOf(people[2]!);
    const { inclusion } = whole;
    const changed = (over: Partial<FilingProof>) => check({ ...whole, ...over });
    expect(await changed({ filing: { ...whole.filing, number: '26-000009-9' } })).toBe(
      'leaf-changed',
    );
    expect(await changed({ filing: other.filing, leaf: other.leaf })).toBe('bad-signature');
    expect(await changed({ day: '2026-06-09' })).toBe('bad-signature');
    expect(await changed({ promise: { ...whole.promise, key_id: 'a'.repeat(16) } })).toBe(
      'unknown-key',
    );
    expect(
      await changed({ inclusion: { ...inclusion!, path: other.inclusion!.path.toReversed() } }),
    ).toBe('not-in-root');
    expect(await changed({ inclusion: { ...inclusion!, total: 6 } })).toBe('bad-signature');
  });

  test('is the author’s alone, and gone with the erased words', async () => {
    const { complaints } = serving.it.faces;
    const { number, author } = people[4]!;
    const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
    await expect(complaints.getFilingProof(moderator, { number })).rejects.toMatchObject({
      code: 'not-found',
    });
    const kept = await proofOf(people[4]!);
    await complaints.eraseOwnComplaint(author, { number, agreed: 'erase' });
    await expect(complaints.getFilingProof(author, { number })).rejects.toMatchObject({
      status: 404,
    });
    // What the author saved before stays good: the hash stays in the log.
    expect(await check(kept)).toBe('in-log');
  });
});

describe('the log of filings', () => {
  test('is published day by day, with every hash and nothing else', async () => {
    serving.it.clock.set(new Date('2026-06-13T09:00:00Z'));
    expect(await seal()).toMatchObject({ sealed: 2, day: '2026-06-12' });
    const { days } = await json<{ days: Record<string, unknown>[] }>('/api/v1/act-log/filing-days');
    expect(days.map(({ day, count, total }) => [day, count, total])).toEqual([
      ['2026-06-12', 0, 5],
      ['2026-06-11', 0, 5],
      ['2026-06-10', 5, 5],
      ['2026-06-09', 0, 0],
    ]);
    const one = await json<{ leaves: string[] }>('/api/v1/act-log/filing-days/2026-06-10');
    expect(Object.keys(one).toSorted()).toEqual(['day', 'leaves']);
    expect(one.leaves).toEqual(one.leaves.toSorted());
    expect(one.leaves).toContain((await proofOf(people[0]!)).leaf);
    expect((await verify()).text).toBe(
      `the log of filings of ${REGION} is whole: 4 days, 5 filings`,
    );
  });

  test('its root stands in the act log, which is chained and signed', async () => {
    const { rows } = await boss.query(
      `select a.object, d.hash = a.after as same from audit_rows a
       join filing_days d on a.object = 'filings:' || d.day where a.action = 'act-log.seal-filing-days'
       order by a.at`,
    );
    expect(rows.at(-1)).toEqual({ object: 'filings:2026-06-12', same: true });
  });

  test('shows what was taken away, put in, changed or left out', async () => {
    const proof = await proofOf(people[0]!);
    const saved = (await serving.it.faces.actLog.listFilingDays(visitor(), {})).slice(0, 1);
    for (const [sql, problem] of [
      [`delete from filing_log where leaf = '${proof.leaf}'`, 'filings-changed'],
      [
        `insert into filing_log values ('${REGION}', '2026-06-11', '${'a'.repeat(64)}')`,
        'filings-changed',
      ],
      [`update filing_days set count = 4 where day = '2026-06-10'`, 'day-changed'],
      [`delete from filing_days where day = '2026-06-11'`, 'day-missing'],
      [`delete from filing_days where day < '2026-06-10'`, 'day-missing'],
    ] as const)
      expect((await tampered(sql, verify)).problem, sql).toBe(problem);
    // The tail can be cut with all that proves it, but not what others keep.
    const cut = `delete from filing_days where day = '2026-06-12'`;
    expect((await tampered(cut, verify)).problem).toBeNull();
    const kept = () => verifyFilings(serving.it.app, REGION, saved);
    expect((await tampered(cut, kept)).problem).toBe('day-missing');
    const lost = `delete from filing_log where leaf = '${proof.leaf}'`;
    expect(await tampered(lost, () => check(proof))).toBe('missing');
    const other = `update filing_days set hash = '${'b'.repeat(64)}' where day = '2026-06-10'`;
    expect(await tampered(other, () => check(proof))).toBe('log-differs');
  });

  test('a sealed day takes nothing more, and nothing in it can be changed', async () => {
    for (const sql of [
      `insert into filing_log values ('${REGION}', '2026-06-12', '${'c'.repeat(64)}')`,
      'delete from filing_log',
      'update filing_days set count = 0',
    ])
      await expect(boss.query(sql), sql).rejects.toThrow(/sealed|append-only/);
  });
});

test('otklik act-log verify-proof: with saved keys and days alone, anywhere', async () => {
  const lines: string[] = [];
  const out = (line: string) => void lines.push(line);
  const save = async (name: string, value: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(value));
    return path;
  };
  const keys = await save('keys.json', await json('/api/v1/act-log/keys'));
  const days = await save('days.json', await json('/api/v1/act-log/filing-days'));
  const proof = await proofOf(people[0]!);
  const nowhere = {} as never;
  const run = (file: string, saved: object) => verifyProof(file, saved, nowhere, out);
  const file = await save('proof.json', proof);
  expect(await run(file, { keys, days })).toBe(0);
  expect(await run(await save('cut.json', { ...proof, leaf: 'x' }), { keys })).toBe(2);
  const changed = { ...proof, filing: { ...proof.filing, filed: '2026-06-09' } };
  expect(await run(await save('changed.json', changed), { keys })).toBe(1);
  expect(await run(file, { keys, days: await save('none.json', { days: [] }) })).toBe(1);
  serving.it.clock.advance(DAY_MS);
  expect(lines).toEqual([
    `in the log: ${proof.filing.number}, filed 2026-06-10, one of 5 on 2026-06-10`,
    'this is no proof of filing',
    'the proof does not hold: leaf-changed',
    'the proof does not hold: 2026-06-10 was saved without',
  ]);
});
