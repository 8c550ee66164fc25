import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Server } from 'node:http';
import { createLog } from '@otklik/adapters';
import { writeCountedRefusals } from '@otklik/kernel';
import { assemble, type Installation } from '../assemble.ts';
import { importFirstData } from '../first-data.ts';
import { openApi } from '../http/api.ts';
import { createListener } from '../http/listener.ts';
import { openPages } from '../http/pages.ts';
import { metricsOnMain, openMetricsListener } from '../metrics/door.ts';
import type { Settings } from '../settings.ts';
import { startWorker } from '../worker.ts';
import { openDemoLanes } from '../seed/demo-lanes.ts';
import { demoLinks } from './demo-links.ts';

const COUNT_REFUSALS_EVERY_MS = 15_000;
const STOP_WITHIN_MS = 9_000;
const REQUESTS_FINISH_WITHIN_MS = 6_000;

export interface ServeOptions {
  readonly settings: Settings;
  readonly out: (line: string) => void;
  /** Also run the jobs in this process. */
  readonly work: boolean;
  /** Demo mode: fill an empty database and print the sign-in links. */
  readonly demo: boolean;
}

/** Serves until SIGTERM or SIGINT: then no new requests, running ones finish, jobs are handed back. */
export async function serve({ settings, out, work, demo }: ServeOptions): Promise<number> {
  const log = createLog({
    write: (line) => process.stderr.write(line),
    level: demo && !process.env.LOG_LEVEL ? 'warn' : settings.logLevel,
  });
  let stop: (code: number) => void = () => undefined;
  const stopped = new Promise<number>((resolve) => {
    stop = resolve;
  });
  process.once('SIGTERM', () => stop(0));
  process.once('SIGINT', () => stop(0));
  const installation = await assemble({
    settings,
    log,
    hold: 'serve',
    onLost: (error) => {
      log.error('database.lost', { error });
      stop(1);
    },
  });
  await importFirstData(installation);
  if (demo) await openDemoLanes(installation);
  if (demo && settings.demoSeed) await seedEmpty(out);
  const web = await openPages(installation);
  let serving = true;
  let port = settings.port;
  const server = createListener(
    installation,
    { web, prefixes: openApi(installation), house: metricsOnMain(installation) },
    () => port,
    () => serving,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  const address = server.address();
  if (address && typeof address === 'object') port = address.port;
  const watched = await openMetricsListener(installation);
  const counting = setInterval(() => void countRefusals(installation), COUNT_REFUSALS_EVERY_MS);
  const worker = work ? await startWorker(installation) : null;
  out(`Otklik is ready at ${settings.publicUrl}`);
  if (demo) for (const line of await demoLinks(installation)) out(line);

  const code = await stopped;
  serving = false;
  const killer = setTimeout(() => process.exit(1), STOP_WITHIN_MS);
  killer.unref();
  clearInterval(counting);
  watched?.close();
  watched?.closeAllConnections();
  await Promise.all([closeDoor(server), worker?.stop()]);
  await countRefusals(installation, true);
  await installation.close();
  clearTimeout(killer);
  return code;
}

/** Refusals of visitors come into the act log as a count a minute. */
async function countRefusals({ app }: Installation, all = false): Promise<void> {
  await writeCountedRefusals(app, { all }).catch((error: unknown) =>
    app.log.error('audit.refusals-not-written', { error }),
  );
}

/**
 * Takes no new request and waits for the running ones. A connection kept open for more is idle once its
 * request has finished, and would hold the door for as long as its keep-alive lasts.
 */
async function closeDoor(server: Server): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), REQUESTS_FINISH_WITHIN_MS);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(sweep);
  clearTimeout(cut);
}

/** In a process of its own: what inventing three thousand cases takes of memory goes with it. */
async function seedEmpty(out: (line: string) => void): Promise<void> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'seed', '--scale', 'demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', out);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`seeding ended with ${code}; it goes on at the next start`);
}
