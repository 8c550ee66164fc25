import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createKeys, createLog } from '@otklik/adapters';
import { bootstrapEmbedded, inspectDatabase, prepareDatabase } from '../src/index.ts';
import { refuseOldServer } from '../src/server-version.ts';

const NAME = `t_migrate_${process.pid}`;
const folder = mkdtempSync(join(tmpdir(), 'otklik-migrations-'));
const own = { module: 'test', folder: pathToFileURL(`${folder}/`) };
const file = join(folder, '0001-first.sql');
const log = createLog({ write: () => undefined });
const keys = createKeys({ folder: join(inject('dataDir'), 'secrets'), log });
let options: Parameters<typeof prepareDatabase>[0];
let client: pg.Client;

beforeAll(async () => {
  writeFileSync(file, 'create table tried (id int primary key);\ninsert into tried values (1);\n');
  const ownerUrl = await bootstrapEmbedded(inject('superUrl'), keys, NAME);
  const roleMaker = new URL(inject('superUrl'));
  roleMaker.pathname = `/${NAME}`;
  const roleMakerUrl = roleMaker.toString();
  options = { ownerUrl, roleMakerUrl, keys, log, migrations: [own], constraints: {} };
  client = new pg.Client({ connectionString: roleMakerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  rmSync(folder, { recursive: true, force: true });
  const boss = new pg.Client({ connectionString: inject('superUrl') });
  await boss.connect();
  await boss.query(`drop database ${NAME} with (force)`);
  await boss.end();
});

const ours = (names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith('test/'));

test('before any start all is pending, and looking makes nothing', async () => {
  await expect(inspectDatabase(options)).rejects.toMatchObject({
    data: {
      reason: 'migrations-pending',
      pending: expect.arrayContaining(['db/0001-foundation.sql', 'test/0001-first.sql']),
    },
  });
  const { rows } = await client.query(`select to_regclass('schema_migrations') as there`);
  expect(rows).toEqual([{ there: null }]);
});

test('of two starts at once one applies and the other waits for it', async () => {
  const [one, other] = await Promise.all([prepareDatabase(options), prepareDatabase(options)]);
  expect([...ours(one), ...ours(other)]).toEqual(['test/0001-first.sql']);
  expect(one.length === 0 || other.length === 0).toBe(true);
  expect((await client.query('select id from tried')).rows).toEqual([{ id: 1 }]);
  await expect(inspectDatabase(options)).resolves.toBeUndefined();
});

test('a migration that was applied with another content is refused by name', async () => {
  writeFileSync(file, 'create table tried_otherwise (id int);\n');
  const refusal = { data: { reason: 'migrations-changed', changed: ['test/0001-first.sql'] } };
  await expect(prepareDatabase(options)).rejects.toMatchObject(refusal);
  await expect(inspectDatabase(options)).rejects.toMatchObject(refusal);
  const { rows } = await client.query(`select to_regclass('tried_otherwise') as there`);
  expect(rows).toEqual([{ there: null }]);
});

test('a migration that fails leaves nothing of itself', async () => {
  writeFileSync(file, 'create table tried (id int primary key);\ninsert into tried values (1);\n');
  writeFileSync(join(folder, '0002-broken.sql'), 'create table half (id int);\nselect 1 / 0;\n');
  await expect(prepareDatabase(options)).rejects.toThrow('test/0002-broken.sql');
  const { rows } = await client.query(`select to_regclass('half') as there`);
  expect(rows).toEqual([{ there: null }]);
  rmSync(join(folder, '0002-broken.sql'));
  await expect(prepareDatabase(options)).resolves.toEqual([]);
});

test('a server that is too old is refused with what it is and what is needed', async () => {
  await expect(refuseOldServer(client)).resolves.toBeUndefined();
  await expect(refuseOldServer(client, 990_000)).rejects.toMatchObject({
    code: 'unavailable',
    data: { reason: 'database-too-old', found: expect.any(Number), needed: 99 },
  });
});
