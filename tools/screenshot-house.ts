import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog } from '@otklik/adapters';
import { runDueJobs } from '@otklik/jobs';
import { newId } from '@otklik/kernel';
import type { Browser } from 'playwright-core';
import { assemble } from '../apps/server/src/assemble.ts';
import { allJobs } from '../apps/server/src/modules.ts';
import { readSettings } from '../apps/server/src/settings.ts';
import type { Platform } from '../tests/journeys/support.ts';

const MAIN = fileURLToPath(new URL('../apps/server/src/main.ts', import.meta.url));

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/**
 * A demonstration of its own for the pictures, with its past, in a folder that goes with it. From then on
 * `DATA_DIR` and `PORT` of this process are its.
 */
export async function startDemonstration(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-pictures-'));
  process.env.DATA_DIR = folder;
  process.env.PORT = String(await freePort());
  const server = spawn(process.execPath, [MAIN, 'start'], {
    env: { ...process.env, OTKLIK_MODE: 'demo' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const isReady = await new Promise<boolean>((resolve) => {
    server.stdout.on('data', (part) => String(part).includes('is ready') && resolve(true));
    server.once('exit', () => resolve(false));
  });
  if (!isReady) {
    await stop();
    throw new Error('the demonstration did not start');
  }
  return { url: `http://localhost:${process.env.PORT}`, stop };
}

/** The demonstration behind an address, joined from this process by its `DATA_DIR`, as journeys join theirs. */
export async function joinHouse(browser: Browser, url: string): Promise<Platform> {
  const { port } = new URL(url);
  const settings = readSettings({ PORT: port, ...process.env, OTKLIK_MODE: 'demo' });
  const log = createLog({ write: () => undefined, level: 'error' });
  const house = await assemble({ settings, log, hold: 'join' });
  return {
    url,
    browser,
    house,
    runJobs: () => runDueJobs({ jobsUrl: house.database.jobsUrl, app: house.app, jobs: allJobs }),
    visit: () => browser.newContext({ baseURL: url, locale: 'ru-RU' }),
    actAs: (role) => ({
      kind: 'person',
      region: settings.region,
      personId: newId(),
      sessionId: newId(),
      grants: [{ role, reach: { kind: 'region' } }],
      secondFactor: true,
      provenAt: new Date('2100-01-01T00:00:00Z'),
      origin: 'pictures',
    }),
    close: () => house.close(),
  };
}
