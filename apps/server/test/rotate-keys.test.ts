import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addKek } from '@otklik/adapters';
import { openDatabase, rewrapDataKeys } from '@otklik/db';
import { systemScope, type Tx } from '@otklik/kernel';
import { progressOf, progressText } from '../src/cli/keys.ts';
import { explain } from '../src/explain.ts';
import { rewrapKeys } from '../src/rewrap-keys.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import {
  openInstallation,
  REGION,
  type TestInstallation,
} from '../../../tests/support/installation.ts';

const KEYS = 25;
const OTHER = 'RU-SPE';
const PLACE = { table: 'contacts', column: 'email_sealed', row: 'x' };
let house: TestInstallation;
let boss: pg.Client;
let secrets: string;
let oldKek: string;
const made: { id: string; sealed: string }[] = [];

const within = <T>(work: (tx: Tx) => Promise<T>, region = REGION): Promise<T> =>
  house.app.store.withScope(systemScope(region, 'test'), work);
const keys = () => house.app.ports.keys;
const progress = async () =>
  progressOf(await house.database.kekUse(), keys().kekIds(), keys().currentKekId);
const table = async () =>
  (await boss.query('select * from data_keys order by region_id, id')).rows as {
    wrapped: string;
  }[];
const openAll = () =>
  within((tx) => Promise.all(made.map(({ id, sealed }) => tx.vault.open(id, PLACE, sealed))));

beforeAll(async () => {
  secrets = mkdtempSync(join(tmpdir(), 'otklik-keys-'));
  cpSync(join(inject('dataDir'), 'secrets'), secrets, { recursive: true });
  chmodSync(join(secrets, 'set'), 0o700);
  house = await openInstallation({}, secrets);
  boss = await clientFor(house.superUrl);
  oldKek = keys().currentKekId;
  await within(async (tx) => {
    for (const at of Array.from({ length: KEYS }, (_, index) => new Date(index * 1000))) {
      const [id] = await tx.vault.newKeys([at]);
      made.push({ id: id!, sealed: await tx.vault.seal(id!, PLACE, `address ${at.getTime()}`) });
    }
  });
  // A region that is not served any more has keys too.
  await within((tx) => tx.vault.newKeys([new Date(0)]), OTHER);
});
afterAll(async () => {
  await boss.end();
  await house.close();
  rmSync(secrets, { recursive: true });
});

test('a new key wraps at once in a running process, and the old one goes on opening', async () => {
  addKek(secrets);
  expect(keys().currentKekId).not.toBe(oldKek);
  expect(await openAll()).toEqual(made.map((_, index) => `address ${index * 1000}`));
  const text = progressText(await progress());
  expect(text).toContain(`${KEYS + 1} of ${KEYS + 1} data keys are still wrapped by an older key`);
});

test('stopped half-way the change goes on where it was', async () => {
  const { cursor, rewrapped } = await within((tx) => rewrapDataKeys(tx, keys(), null, 10));
  expect(rewrapped).toBe(10);
  expect(cursor).not.toBeNull();
  expect(await progress()).toMatchObject({ waiting: KEYS + 1 - 10, unused: [] });
  expect(await openAll()).not.toContain(null);
});

test('a key destroyed meanwhile stays destroyed', async () => {
  const { id } = made.at(-1)!;
  await within((tx) => tx.vault.destroyKey(id));
  await rewrapKeys(house, undefined, 4);
  const { rows } = await boss.query('select wrapped from data_keys where id = $1', [id]);
  expect(rows).toEqual([{ wrapped: null }]);
  expect((await openAll()).filter((text) => text === null)).toHaveLength(1);
});

test('once done nothing waits, the old key is named, and a second run changes nothing', async () => {
  const before = await table();
  expect(await rewrapKeys(house)).toEqual({ rewrapped: 0, failed: 0 });
  expect(await table()).toEqual(before);
  expect(await progress()).toMatchObject({ waiting: 0, all: KEYS, unused: [oldKek] });
  expect(progressText(await progress())).toContain(`needs kek-${oldKek} any more`);
  const { rows } = await boss.query(
    `select after from audit_rows where action = 'house.rewrap-data-keys'`,
  );
  expect(rows.reduce((sum, row) => sum + Number((row as { after: string }).after), 0)).toBe(
    KEYS - 10,
  );
});

const open = () =>
  openDatabase({
    ownerUrl: house.ownerUrl,
    keys: keys(),
    log: house.app.log,
    migrations: [],
    constraints: {},
    demo: true,
  });

const WRONG_PASSWORD = '28P01';
/** Roles belong to the whole cluster; another file's test gives them the passwords of other secrets for a moment. */
async function start() {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if ((error as { code?: string }).code !== WRONG_PASSWORD) throw error;
      await sleep(200);
    }
  }
}

test('without the old file the installation starts and opens everything', async () => {
  rmSync(join(secrets, 'set', `kek-${oldKek}`));
  const database = await start();
  await database.close();
  expect((await openAll()).filter((text) => text === null)).toHaveLength(1);
});

test('without a key that is in use the start is refused, in words that name it', async () => {
  const current = keys().currentKekId;
  addKek(secrets);
  rmSync(join(secrets, 'set', `kek-${current}`));
  expect(readdirSync(join(secrets, 'set'))).not.toContain(`kek-${current}`);
  const refusal = await start().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'unavailable', data: { reason: 'kek-missing' } });
  expect(explain(refusal)).toContain(`kek-${current} (${KEYS} data keys)`);
});
