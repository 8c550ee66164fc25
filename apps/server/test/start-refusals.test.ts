import pg from 'pg';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createKeys, createLog } from '@otklik/adapters';
import { openInstallation } from '../../../tests/support/installation.ts';
import { assemble } from '../src/assemble.ts';
import { readSettings, SettingsError } from '../src/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'otklik-refusals-'));
const log = createLog({ write: () => undefined, level: 'error' });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const production = {
  OTKLIK_MODE: 'production',
  PUBLIC_URL: 'https://otklik.example.org',
  SMTP_URL: 'smtp://localhost:2525',
};

test.each([
  ['no public address', { ...production, PUBLIC_URL: '' }, 'PUBLIC_URL'],
  [
    'a plain public address',
    { ...production, PUBLIC_URL: 'http://otklik.example.org' },
    'PUBLIC_URL',
  ],
  ['the demo mailbox', { ...production, SMTP_URL: '' }, 'SMTP_URL'],
  ['demo mode for the world', { HOST: '0.0.0.0' }, 'HOST'],
  ['a port that is none', { PORT: 'eighty' }, 'PORT'],
])('%s is refused by name', (_, env, name) => {
  expect(() => readSettings(env)).toThrow(SettingsError);
  expect(() => readSettings(env)).toThrow(name);
});

test('production with the secrets of a demonstration is refused before anything opens', async () => {
  const dataDir = join(folder, 'demo-secrets');
  createKeys({ folder: join(dataDir, 'secrets'), log, demo: true });
  const settings = readSettings({ ...production, DATA_DIR: dataDir });
  await expect(assemble({ settings, log, hold: 'join' })).rejects.toThrow(
    'secrets of a demonstration',
  );
});

test('a database refuses the secrets of another installation, and production a demo database', async () => {
  const first = await openInstallation();
  const { ownerUrl, superUrl } = first;
  await first.close();
  const open = (env: Record<string, string>) =>
    assemble({
      settings: readSettings({ ...env, DATABASE_URL: ownerUrl }),
      log,
      hold: 'join',
      roleMakerUrl: superUrl,
    });
  await expect(open({ DATA_DIR: join(folder, 'others') })).rejects.toMatchObject({
    data: { reason: 'secrets-of-another-installation' },
  });
  // The passwords of the roles are those of before: whoever serves is not locked out.
  const serving = new pg.Client({ connectionString: first.database.appUrl });
  await serving.connect();
  await serving.end();
  const settings = readSettings({
    ...production,
    DATA_DIR: join(folder, 'own'),
    DATABASE_URL: ownerUrl,
  });
  await expect(
    assemble({
      settings,
      log,
      hold: 'join',
      roleMakerUrl: superUrl,
      ports: { keys: first.app.ports.keys },
    }),
  ).rejects.toMatchObject({ data: { reason: 'demo-database' } });
});
