import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { AppError } from '@otklik/kernel';
import { COMMANDS, usage } from '../src/cli/commands.ts';
import { explain } from '../src/explain.ts';
import { readSettings } from '../src/settings.ts';

// The commands of an operator, in this process, beside the running server of the tests' own folder.
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'otklik-cli-'));
const dataDir = inject('dataDir');
let boss: pg.Client;

async function run(name: string, args: string[] = [], env: Record<string, string> = {}) {
  const lines: string[] = [];
  const code = await COMMANDS[name]!.run({
    args,
    out: (line) => void lines.push(line),
    settings: () => readSettings({ DATA_DIR: dataDir, ...env }),
  });
  return { code, text: lines.join('\n') };
}

beforeAll(async () => {
  const url = new URL(inject('superUrl'));
  url.pathname = '/otklik';
  expect(await run('migrate')).toEqual({ code: 0, text: 'The database is up to date.' });
  boss = new pg.Client({ connectionString: url.toString() });
  await boss.connect();
}, 120_000);
afterAll(async () => {
  await boss?.end();
  rmSync(folder, { recursive: true, force: true });
});

describe('doctor', () => {
  test('makes nothing of what it does not find', async () => {
    const empty = join(folder, 'not-yet');
    const { text } = await run('doctor', [], { DATA_DIR: empty });
    expect(text).toContain('ok   secrets will be made at the first start');
    expect(text).toContain('ok   the embedded database will be made at the first start');
    expect(existsSync(empty)).toBe(false);
  });

  test('says of a prepared installation that it is so', async () => {
    const { text } = await run('doctor');
    expect(text).toContain('ok   the secrets are those of a demonstration');
    expect(text).toContain('ok   the database answers and has every migration of this version');
    expect(text).toMatch(/^(ok {2}|BAD) alert /m);
    // Moscow's duty is not known, so no bundled file names one: whoever installs is told.
    expect(text).toMatch(/^BAD {2}region RU-MOW: nobody is on duty for reports of danger, /m);
    expect(text).toContain('/desk/lanes');
  });

  test('names pending migrations, and leaves them pending', async () => {
    const row = `module = 'cases' and name like '0001-%'`;
    const { rows } = await boss.query(`delete from schema_migrations where ${row} returning *`);
    const [{ module, name, checksum }] = rows as [Record<string, string>];
    try {
      const { code, text } = await run('doctor');
      expect(code).toBe(1);
      expect(text).toContain('BAD  the database cannot be used');
      expect(text).toContain(`${module}/${name}`);
      expect(text).toContain('npm run otklik -- migrate');
      expect((await boss.query(`select 1 from schema_migrations where ${row}`)).rowCount).toBe(0);
    } finally {
      await boss.query(
        'insert into schema_migrations (module, name, checksum) values ($1, $2, $3)',
        [module, name, checksum],
      );
    }
  });

  test('names settings that cannot be used', async () => {
    const { code, text } = await run('doctor', [], { PORT: 'eighty' });
    expect([code, text.includes('PORT')]).toEqual([1, true]);
  });
});

test('says where no database answers, and why one lets nobody in, without a stack', () => {
  const refused = (more: object): string => explain(Object.assign(new Error('x'), more));
  const nobody = refused({ code: 'ECONNREFUSED', address: '127.0.0.1', port: 1 });
  expect(nobody).toContain('No database answers at 127.0.0.1:1 (ECONNREFUSED). Check DATABASE_URL');
  expect(refused({ code: 'ENOTFOUND', hostname: 'db.example' })).toContain('at db.example (ENOT');
  expect(refused({ code: '28P01' })).toContain('password in DATABASE_URL');
  expect(refused({ code: '3D000' })).toContain('no such database');
  const weak = explain(
    Object.assign(new Error('permission denied to create role'), { code: '42501' }),
  );
  expect(weak).toContain('roles-sql');
  expect(weak).toContain('DATABASE_APP_URL');
  expect(refused({ code: '42501' })).toMatch(/^Error: x/);
  expect(refused({ code: '42601' })).toMatch(/^Error: x\n +at /);
});

test('explains a PostgreSQL that is too old with what to do', () => {
  const said = explain(
    new AppError('unavailable', { reason: 'database-too-old', found: 14, needed: 15 }),
  );
  expect(said).toContain('version 14');
  expect(said).toContain('15 or newer');
  expect(said).toContain('DATABASE_URL');
});

test('api-key names a scope that there is not, and those that there are', async () => {
  const { code, text } = await run('api-key', ['create', '--name', 'x', '--scopes', 'all']);
  expect(code).toBe(2);
  expect(text).toContain('There is no scope all; known: complaints:write');
});

test('sign-in prints a link for a role, in demo mode only', async () => {
  const { code, text } = await run('sign-in', ['moderator']);
  expect(code).toBe(0);
  expect(text).toMatch(/^http:\/\/localhost:8080\/sign-in\/[\w-]{43}$/);
  const unknown = await run('sign-in', ['king']);
  expect([unknown.code, unknown.text.includes('moderator')]).toEqual([2, true]);
  const production = {
    OTKLIK_MODE: 'production',
    PUBLIC_URL: 'https://otklik.example',
    SMTP_URL: 'smtp://127.0.0.1:1',
  };
  expect((await run('sign-in', ['moderator'], production)).code).toBe(2);
});

test('invite writes a letter, and refuses roles that there are not', async () => {
  const kept = () => {
    const mailbox = join(dataDir, 'mailbox');
    return existsSync(mailbox) ? readdirSync(mailbox).length : 0;
  };
  const before = kept();
  const { code, text } = await run('invite', ['invited-by-cli@example.org']);
  expect([code, text.startsWith('Invited.')]).toEqual([0, true]);
  expect(kept()).toBeGreaterThan(before);
  expect((await run('invite', ['a@example.org', '--role', 'king'])).code).toBe(2);
  expect((await run('invite')).code).toBe(2);
});

test('roles-sql prints what a database administrator runs, and only for another database', async () => {
  expect((await run('roles-sql')).code).toBe(2);
  const url = 'postgres://somebody:secret@db.example/otklik';
  const { code, text } = await run('roles-sql', [], { DATABASE_URL: url });
  expect(code).toBe(0);
  for (const role of ['somebody_app', 'somebody_auditor', 'somebody_jobs', 'somebody_auth'])
    expect(text).toMatch(new RegExp(`create role "?${role}"?`, 'i'));
  expect(text).not.toContain('secret@');
});

test('worker works until it is told to stop, and ends with 0', async () => {
  const child = spawn(process.execPath, [MAIN, 'worker'], {
    env: { ...process.env, DATA_DIR: dataDir, VITEST: '', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString('utf8')).toContain('Otklik works.');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('every command is in the list of them', () => {
  for (const name of Object.keys(COMMANDS)) expect(usage()).toContain(`  ${name}`);
});

describe('import-topics', () => {
  test('makes a new version of what changed and leaves what the desk edited', async () => {
    const region = `region_id = 'RU-MOW'`;
    // As an older version of this program had it, and as an administrator made it.
    await boss.query(
      `update topics set definition = definition || '{"fields": []}', terms = terms
       where ${region} and code in ('medicine-wait', 'no-shoe-covers') and valid_to is null`,
    );
    await boss.query(
      `update topics set source = 'desk' where ${region} and code = 'no-shoe-covers' and valid_to is null`,
    );
    const { code, text } = await run('import-topics');
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(text).toMatch(/^topic \d+: kept-desk-edit$/m);
    expect(text).toMatch(/added \d+, changed 1, unchanged \d+/);
    const { rows } = await boss.query<{ version: number; fields: number }>(
      `select version, jsonb_array_length(definition->'fields') as fields from topics
       where ${region} and code = 'medicine-wait' order by version desc limit 2`,
    );
    expect(rows.map(({ fields }) => fields)).toEqual([5, 0]);
    expect(rows[0]!.version).toBe(rows[1]!.version + 1);
    expect((await run('import-topics')).text).toContain('changed 0');
  });

  test('says what is wrong with a file', async () => {
    expect(await run('import-topics', [join(folder, 'none.json')])).toMatchObject({ code: 1 });
    expect(await run('import-topics', ['--all'])).toMatchObject({ code: 2 });
  });
});
