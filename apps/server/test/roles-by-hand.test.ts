import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createLog } from '@otklik/adapters';
import { urlFor } from '@otklik/db';
import { runDueJobs } from '@otklik/jobs';
import { systemScope } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION } from '../../../tests/support/installation.ts';
import { assemble, type Installation } from '../src/assemble.ts';
import { printRolesSql } from '../src/cli/roles-sql.ts';
import { allJobs } from '../src/modules.ts';
import { readSettings } from '../src/settings.ts';

// An owner who may not make roles, in a database of its own; the administrator is the cluster's superuser.
const name = `plain_${randomBytes(6).toString('hex')}`;
const dataDir = mkdtempSync(join(tmpdir(), 'otklik-roles-'));
const log = createLog({ write: () => undefined, level: 'error' });
let superUrl: string;
let ownerUrl: string;
let admin: pg.Client;
let house: Installation | undefined;

const settingsOf = (env: Record<string, string> = {}) =>
  readSettings({ DATA_DIR: dataDir, DATABASE_URL: ownerUrl, ...env });
const open = (env?: Record<string, string>) =>
  assemble({ settings: settingsOf(env), log, hold: 'join' });

beforeAll(async () => {
  const url = new URL(inject('superUrl'));
  const cluster = await clientFor(url.toString());
  await cluster.query(`create role ${name} login nosuperuser nocreaterole password 'by-hand'`);
  await cluster.query(`create database ${name} owner ${name}`);
  await cluster.end();
  url.pathname = `/${name}`;
  superUrl = url.toString();
  ownerUrl = urlFor(superUrl, name, 'by-hand');
  admin = await clientFor(superUrl);
});
afterAll(async () => {
  await house?.close();
  await admin.end();
  const cluster = await clientFor(inject('superUrl'));
  await cluster.query(`drop database ${name} with (force)`);
  const { rows } = await cluster.query<{ rolname: string }>(
    'select rolname from pg_roles where starts_with(rolname, $1) order by 1 desc',
    [name],
  );
  for (const { rolname } of rows) await cluster.query(`drop role ${pg.escapeIdentifier(rolname)}`);
  await cluster.end();
  rmSync(dataDir, { recursive: true });
});

test('without the roles an owner who may not make them is refused', async () => {
  await expect(open()).rejects.toMatchObject({ code: '42501' });
});

test('what roles-sql prints, run by an administrator, is all that DATABASE_APP_URL needs', async () => {
  const lines: string[] = [];
  const code = await printRolesSql({ settings: settingsOf(), out: (line) => lines.push(line) });
  expect(code).toBe(0);
  for (const line of lines) await admin.query(line);

  const password = new RegExp(`alter role "?${name}_app"? password '([^']+)'`).exec(
    lines.join('\n'),
  )![1]!;
  const env = { DATABASE_APP_URL: urlFor(ownerUrl, `${name}_app`, password) };
  house = await open(env);
  const { app, database, accounts, faces } = house;
  expect(await database.ready()).toBe(true);

  // Through every role: rows of the app, a job, the account library's schema, the act log.
  const visitor = { kind: 'visitor', region: REGION, origin: 'x' } as const;
  await faces.complaints.saveDraft(visitor, { content: {} });
  await app.store.withScope(systemScope(REGION, 'test'), (tx) =>
    tx.enqueue('cases.delete-photos', { region: REGION, keys: 'photos/none' }),
  );
  await runDueJobs({ jobsUrl: database.jobsUrl, app, jobs: allJobs });
  expect(await accounts.actorFromRequest({ cookie: null, region: REGION, origin: 'x' })).toEqual(
    visitor,
  );
  await database.sealAudit();
  expect((await database.verifyAudit(REGION)).firstBad).toBeNull();

  // The lesser roles own nothing of the app's and pass no row-level security.
  const { rows } = await admin.query(
    `select r.rolname from pg_roles r where starts_with(r.rolname, $1)
     and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`,
    [name],
  );
  expect(rows).toEqual([]);
  const owners = await admin.query<{ rolname: string }>(
    `select distinct r.rolname from pg_class c join pg_roles r on r.oid = c.relowner
     join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'`,
  );
  expect(owners.rows).toEqual([{ rolname: name }]);

  // What was printed may be run again after an upgrade. A role that is missing then is named.
  for (const line of lines) await admin.query(line);

  // A second start finds everything as it is; the owner's address alone is still refused.
  await house.close();
  house = undefined;
  // A role that a newer version needs and nobody has made yet: the start stops and says which.
  const answers = pg.escapeIdentifier(`${name}_answers`);
  const aside = pg.escapeIdentifier(`${name}_aside`);
  await admin.query(`alter role ${answers} rename to ${aside}`);
  await expect(open(env)).rejects.toMatchObject({
    code: 'unavailable',
    data: { reason: 'answers-role-missing' },
  });
  await admin.query(`alter role ${aside} rename to ${answers}`);
  for (const line of lines) await admin.query(line);
  house = await open(env);
  expect(await house.database.ready()).toBe(true);
  await expect(open()).rejects.toMatchObject({ code: '42501' });
});
