import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signedText, type AuditHead } from '@otklik/db';
import { regionScope } from '@otklik/kernel';
import { checkCommand } from '../../web/src/lib/act-log/check-command.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, visitor } from '../../../tests/support/installation.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const run = promisify(execFile);
const DAY_MS = 86_400_000;

interface Heads {
  heads: (Omit<AuditHead, 'keyId'> & { key_id: string })[];
}
let boss: pg.Client;

const json = async <T>(path: string): Promise<T> => (await serving.call(path)).json() as Promise<T>;
const heads = () => json<Heads>('/api/v1/act-log/heads');
const act = () => serving.it.faces.complaints.saveDraft(visitor(), { content: {} });
const verify = (published?: readonly AuditHead[]) =>
  serving.it.database.verifyAudit(REGION, published);

async function sealAll(): Promise<number> {
  const { database } = serving.it;
  // Rows are sealed once no older transaction runs anywhere in the cluster; other tests share it.
  await vi.waitFor(
    async () => {
      await database.sealAudit();
      expect((await database.verifyAudit(REGION)).unsealed).toBe(0);
    },
    { timeout: 20_000 },
  );
  return (await database.verifyAudit(REGION)).rows;
}

/** Behind the guards, as only a superuser can; everything is put back afterwards. */
async function tampered<T>(statements: [string, unknown[]][], look: () => Promise<T>): Promise<T> {
  const tables = ['audit_rows', 'audit_seals', 'audit_heads'];
  await boss.query(`set session_replication_role = replica`);
  for (const table of tables) await boss.query(`create temp table kept_${table} as table ${table}`);
  for (const [sql, values] of statements) {
    const { rowCount } = await boss.query(sql, values);
    expect(rowCount, sql).toBeGreaterThan(0);
  }
  const seen = await look();
  for (const table of tables) {
    await boss.query(`delete from ${table}`);
    await boss.query(`insert into ${table} select * from kept_${table}`);
    await boss.query(`drop table kept_${table}`);
  }
  await boss.query('set session_replication_role = default');
  return seen;
}

beforeAll(async () => {
  boss = await clientFor(serving.it.superUrl);
  // Three days with acts; the second was slept through: its head is the one of the third morning.
  for (let day = 0; day < 3; day += 1) {
    await act();
    await act();
    await sealAll();
    if (day !== 1) await serving.it.database.signHeads(serving.it.clock.now());
    serving.it.clock.advance(DAY_MS);
  }
});
afterAll(() => boss.end());

test('a seal that comes while an act is under way leaves out no row of it', async () => {
  const { app, database } = serving.it;
  const row = (action: string) => ({
    actor: 'system:test',
    role: '',
    action,
    object: '',
    outcome: 'done' as const,
    before: null,
    after: null,
  });
  const write = (action: string, whileOpen: () => Promise<unknown> = async () => undefined) =>
    app.store.withScope(
      regionScope(REGION),
      async (tx) => {
        await app.store.audit(tx, row(action));
        await whileOpen();
      },
      { now: app.clock.now() },
    );
  // The quick one ends and is up for its seal while the slow one, which began before, is not to be seen.
  await write('test.slow', async () => {
    await write('test.quick');
    await database.sealAudit();
  });
  await sealAll();
  expect(await verify()).toMatchObject({ firstBad: null, unsealed: 0 });
});

describe('heads of the act log', () => {
  test('are public, newest first, with the keys that signed them', async () => {
    const { heads: shown } = await heads();
    expect(shown.map(({ day }) => day)).toEqual(['2026-06-12', '2026-06-10']);
    const { keys } = await json<{ keys: { id: string }[] }>('/api/v1/act-log/keys');
    expect(keys.map(({ id }) => id)).toEqual([shown[0]!.key_id]);
    expect(Object.keys(shown[0]!).toSorted()).toEqual(
      ['day', 'hash', 'key_id', 'region', 'seq', 'signature'].toSorted(),
    );
    const { heads: older } = await json<Heads>('/api/v1/act-log/heads?before=2026-06-12&limit=1');
    expect(older.map(({ day }) => day)).toEqual(['2026-06-10']);
  });

  test('fit the keys by the very command that the page shows', async () => {
    const command = checkCommand(`${serving.base}/api/v1/act-log`);
    const { stdout } = await run('sh', ['-c', command]);
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^2026-06-1[02] \d+ OK$/);
    const forged: [string, unknown[]] = [
      `update audit_heads set hash = $1 where day = '2026-06-12'`,
      ['f'.repeat(64)],
    ];
    const { stdout: after } = await tampered([forged], () => run('sh', ['-c', command]));
    expect(after).toMatch(/^2026-06-12 \d+ BAD\n2026-06-10 \d+ OK/);
  });

  test('are made once a day, at the first opportunity', async () => {
    const { database, clock } = serving.it;
    expect(await database.signHeads(clock.now())).toBe(1);
    expect(await database.signHeads(clock.now())).toBe(0);
  });
});

describe('verification', () => {
  test('is content with an honest log', async () => {
    const verdict = await verify();
    expect(verdict).toMatchObject({ firstBad: null });
    expect(verdict.heads).toBeGreaterThan(1);
  });

  test('names the first row that is missing after a cut tail', async () => {
    const cut: [string, unknown[]] = ['delete from audit_seals where seq > $1', [2]];
    const { firstBad } = await tampered([cut], () => verify());
    expect(firstBad).toMatchObject({ problem: 'tail-cut', seq: 3 });
  });

  test('finds a cut that took its heads along by heads saved elsewhere', async () => {
    const saved = (await heads()).heads.map(({ key_id, ...head }) => ({ ...head, keyId: key_id }));
    const cut: [string, unknown[]][] = [
      ['delete from audit_seals where seq > $1', [1]],
      ['delete from audit_heads', []],
    ];
    const seen = await tampered(cut, async () => [await verify(), await verify(saved)]);
    // Nothing inside the database can show it: that is why heads are published.
    expect(seen[0]).toMatchObject({ firstBad: null, heads: 0 });
    expect(seen[1]!.firstBad).toMatchObject({ problem: 'tail-cut', seq: 2 });
  });

  test('names a changed row', async () => {
    const { rows } = await boss.query<{ row_id: string }>(
      'select row_id from audit_seals where seq = 2',
    );
    const rowId = rows[0]!.row_id;
    const change: [string, unknown[]] = [
      'update audit_rows set object = $2 where id = $1',
      [rowId, 'x'],
    ];
    const { firstBad } = await tampered([change], () => verify());
    expect(firstBad).toMatchObject({ problem: 'row-changed', seq: 2, rowId });
  });

  test('names a changed head', async () => {
    const change: [string, unknown[]] = [
      `update audit_heads set seq = seq - 1 where day = '2026-06-10'`,
      [],
    ];
    const { firstBad } = await tampered([change], () => verify());
    expect(firstBad).toMatchObject({ problem: 'head-changed', day: '2026-06-10' });
  });

  test('does not believe a head that another key signed, whatever id it claims', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const head = (await heads()).heads.find(({ day }) => day === '2026-06-10')!;
    const signature = sign(null, Buffer.from(signedText(head)), privateKey).toString('base64url');
    const forge = (keyId: string): [string, unknown[]] => [
      `update audit_heads set signature = $1, key_id = $2 where day = '2026-06-10'`,
      [signature, keyId],
    ];
    const unknown = await tampered([forge('0123456789abcdef')], () => verify());
    expect(unknown.firstBad).toMatchObject({
      problem: 'head-signed-by-unknown-key',
      day: '2026-06-10',
      seq: head.seq,
    });
    const claimed = await tampered([forge(head.key_id)], () => verify());
    expect(claimed.firstBad).toMatchObject({ problem: 'head-changed', day: '2026-06-10' });
  });
});
