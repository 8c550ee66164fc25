import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { createLog } from '@otklik/adapters';
import { runDueJobs } from '@otklik/jobs';
import { newId, type Actor, type StaffRole } from '@otklik/kernel';
import { assemble, type Installation } from '../../apps/server/src/assemble.ts';
import { allJobs } from '../../apps/server/src/modules.ts';
import { readSettings } from '../../apps/server/src/settings.ts';
import { chromium_args, findChromium } from '../../tools/chromium.ts';
import { copyReadyFolder } from '../support/ready-folder.ts';

const MAIN = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const READY_ms = 90_000;
const STOP_ms = 15_000;

/** A real server on a data folder of its own, a browser, and the means to act as the staff. */
export interface Platform {
  readonly url: string;
  readonly browser: Browser;
  /** The same installation, joined from this process: for steps that a journey is not about. */
  readonly house: Installation;
  /** Runs what is due: letters go to the demo mailbox. */
  runJobs(): Promise<void>;
  /** A fresh browser profile. */
  visit(options?: { script?: boolean }): Promise<BrowserContext>;
  actAs(role: StaffRole): Actor;
  close(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function whenReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(
      () => reject(new Error(`the server is not ready:\n${said}`)),
      READY_ms,
    );
    const hear = (chunk: Buffer): void => {
      said += String(chunk);
      if (!said.includes('Otklik is ready at')) return;
      clearTimeout(timer);
      resolve();
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`the server ended:\n${said}`));
    });
  });
}

const openBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await findChromium(), args: chromium_args });

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const killer = setTimeout(() => server.kill('SIGKILL'), STOP_ms);
  await ended;
  clearTimeout(killer);
}

/**
 * Starts everything once for a test file. It is `serve`, not `start`: the demonstration's past of three
 * thousand cases takes longer than all journeys together.
 */
export async function openPlatform(more: Record<string, string> = {}): Promise<Platform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'otklik-journey-'));
  copyReadyFolder(dataDir);
  const port = await freePort();
  const env = {
    OTKLIK_MODE: 'demo',
    DATA_DIR: dataDir,
    PORT: String(port),
    UNDO_SECONDS: '0',
    ...more,
  };
  const server = spawn(process.execPath, [MAIN, 'serve'], {
    env: { ...process.env, ...env, LOG_LEVEL: 'error', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const undo: (() => unknown)[] = [
    () => rmSync(dataDir, { recursive: true, force: true }),
    () => stop(server),
  ];
  const close = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    // Both take seconds: together.
    const [browser] = await Promise.all([openBrowser(), whenReady(server)]);
    undo.push(() => browser.close());
    const log = createLog({ write: () => undefined, level: 'error' });
    const house = await assemble({ settings: readSettings(env), log, hold: 'join' });
    undo.push(() => house.close());
    const { region } = house.settings;
    return {
      url: `http://localhost:${port}`,
      browser,
      house,
      runJobs: () => runDueJobs({ jobsUrl: house.database.jobsUrl, app: house.app, jobs: allJobs }),
      visit: ({ script = true } = {}) =>
        browser.newContext({
          baseURL: `http://localhost:${port}`,
          javaScriptEnabled: script,
          viewport: { width: 390, height: 844 },
          locale: 'ru-RU',
        }),
      actAs: (role) => ({
        kind: 'person',
        region,
        personId: newId(),
        sessionId: newId(),
        grants: [{ role, reach: { kind: 'region' } }],
        secondFactor: true,
        provenAt: new Date('2100-01-01T00:00:00Z'),
        origin: 'journey',
      }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
