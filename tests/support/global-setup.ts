import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createKeys, createLog } from '@otklik/adapters';
import { bootstrapEmbedded, startEmbedded } from '@otklik/db';
import { assemble } from '../../apps/server/src/assemble.ts';
import { importFirstData } from '../../apps/server/src/first-data.ts';
import { readSettings } from '../../apps/server/src/settings.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    superUrl: string;
    dataDir: string;
  }
}

/**
 * The server of this run is thrown away at its end: nothing of it has to survive a power cut. Tests of
 * durability start servers of their own, with the settings of every installation.
 */
async function makeHasty(superUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await client.query(`alter system set ${setting} = off`);
  await client.query('select pg_reload_conf()');
  await client.end();
}

/** One PostgreSQL for the run; a migrated template with the registry in it, which each file clones. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-test-'));
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn' });
  const server = await startEmbedded({ dataDir, log: () => undefined });
  await makeHasty(server.superUrl);
  const keys = createKeys({ folder: join(dataDir, 'secrets'), log, demo: true });
  const ownerUrl = await bootstrapEmbedded(server.superUrl, keys, 'template_otklik');
  const roleMaker = new URL(server.superUrl);
  roleMaker.pathname = '/template_otklik';
  const settings = readSettings({ DATA_DIR: dataDir, DATABASE_URL: ownerUrl, PORT: '8080' });
  // The registry goes in once; every clone has it.
  const installation = await assemble({
    settings,
    log,
    hold: 'join',
    roleMakerUrl: roleMaker.toString(),
  });
  await importFirstData(installation);
  await installation.close();
  // Each clone is an installation of its own, with whatever secrets its test brings.
  const client = new pg.Client({ connectionString: roleMaker.toString() });
  await client.connect();
  await client.query('delete from installation');
  await client.end();
  provide('superUrl', server.superUrl);
  provide('dataDir', dataDir);
  return async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
