import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createKeys, createLog } from '@otklik/adapters';
import { passwordOf, startEmbedded, urlFor } from '@otklik/db';
import { assemble } from '../../apps/server/src/assemble.ts';
import { readSettings } from '../../apps/server/src/settings.ts';
import { copyFolder, readyFolder } from './ready-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    superUrl: string;
    dataDir: string;
    /** The database that each file clones. */
    template: string;
  }
}

/** Runs statements as the superuser, one after another. */
async function atServer(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/**
 * The server of this run is thrown away at its end: nothing of it has to survive a power cut. Tests of
 * durability start servers of their own, with the settings of every installation.
 */
const makeHasty = (superUrl: string): Promise<void> =>
  atServer(
    superUrl,
    ...['fsync', 'synchronous_commit', 'full_page_writes'].map(
      (setting) => `alter system set ${setting} = off`,
    ),
    'select pg_reload_conf()',
  );

const TEMPLATE = 'template_otklik';

const withPath = (url: string, pathname: string): string =>
  Object.assign(new URL(url), { pathname }).toString();

/** The run inside a run that `tests/new-module.test.ts` starts: on its server, from its template. */
async function setUpInside(outer: string, { provide }: TestProject): Promise<void> {
  const { superUrl, dataDir } = JSON.parse(outer) as { superUrl: string; dataDir: string };
  const template = `template_inside_${process.pid}`;
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn' });
  const keys = createKeys({ folder: join(dataDir, 'secrets'), log });
  await atServer(superUrl, `create database ${template} template ${TEMPLATE} owner otklik`);
  const ownerUrl = withPath(urlFor(superUrl, 'otklik', passwordOf(keys, 'otklik')), template);
  const settings = readSettings({ DATA_DIR: dataDir, DATABASE_URL: ownerUrl, PORT: '8080' });
  const roleMakerUrl = withPath(superUrl, template);
  // Its own migrations go in once, and not again into every clone.
  const installation = await assemble({ settings, log, hold: 'join', roleMakerUrl });
  await installation.close();
  await atServer(roleMakerUrl, 'delete from installation');
  provide('superUrl', superUrl);
  provide('dataDir', dataDir);
  provide('template', template);
}

/** One PostgreSQL for the run, on a copy of the ready folder: its database is the template of each file. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  const outer = process.env['OTKLIK_TESTS_INSIDE'];
  if (outer) return setUpInside(outer, project);
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-test-'));
  copyFolder(await readyFolder(), dataDir);
  const server = await startEmbedded({ dataDir, log: () => undefined });
  await makeHasty(server.superUrl);
  await atServer(server.superUrl, `alter database otklik rename to ${TEMPLATE}`);
  // Each clone is an installation of its own, with whatever secrets its test brings.
  await atServer(withPath(server.superUrl, TEMPLATE), 'delete from installation');
  project.provide('superUrl', server.superUrl);
  project.provide('dataDir', dataDir);
  project.provide('template', TEMPLATE);
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
