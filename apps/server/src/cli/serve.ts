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
import { openLive } from '../http/live.ts';
import { openPages } from '../http/pages.ts';
import { metricsOnMain, openMetricsListener } from '../metrics/door.ts';
import type { Settings } from '../settings.ts';
import { openReports } from '../mail-in.ts';
import { startWorker } from '../worker.ts';
import { openDemoLanes } from '../seed/demo-lanes.ts';
import { demoLinks } from './demo-links.ts';
import { hearStop, StopAsked, type Stopping } from './stop-signal.ts';

const COUNT_REFUSALS_EVERY_MS = 15_000;
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
export async function serve(options: ServeOptions): Promise<number> {
  const stopping = hearStop();
  let installation: Installation | null = null;
  try {
    installation = await prepare(options, stopping);
    await open(installation, options, stopping);
    return await stopping.asked;
  } catch (error) {
    // Broken off while starting: what was under way rolls back, and the next start takes it up.
    if (!(error instanceof StopAsked)) throw error;
    return await stopping.asked;
  } finally {
    await installation?.close();
    stopping.end();
  }
}

/** Everything up to the first visitor, in steps of which any can be broken off. */
async function prepare(
  { settings, out, demo }: ServeOptions,
  stopping: Stopping,
): Promise<Installation> {
  const log = createLog({
    write: (line) => process.stderr.write(line),
    level: demo && !process.env.LOG_LEVEL ? 'warn' : settings.logLevel,
  });
  const installation = await assemble({
    settings,
    log,
    hold: 'serve',
    signal: stopping.signal,
    onLost: (error) => {
      log.error('database.lost', { error });
      stopping.stop(1);
    },
  });
  try {
    await stopping.orStop(importFirstData(installation));
    if (demo) await stopping.orStop(openDemoLanes(installation));
    if (demo && settings.demoSeed) await seedEmpty(out, stopping.signal);
    return installation;
  } catch (error) {
    await installation.close();
    throw error;
  }
}

/** Opens the door, and closes it in order when somebody asks. */
async function open(
  installation: Installation,
  { settings, out, work, demo }: ServeOptions,
  stopping: Stopping,
): Promise<void> {
  const web = await openPages(installation);
  let serving = true;
  let port = settings.port;
  const live = openLive(installation);
  const server = createListener(
    installation,
    {
      web,
      prefixes: openApi(installation),
      streams: { '/live/surveys': live.handler },
      house: metricsOnMain(installation),
    },
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
  live.start();
  const mailIn = await openReports(installation);
  const counting = setInterval(() => void countRefusals(installation), COUNT_REFUSALS_EVERY_MS);
  const worker = work ? await startWorker(installation) : null;
  out(`Otklik is ready at ${settings.publicUrl}`);
  if (demo) for (const line of await demoLinks(installation)) out(line);

  await stopping.asked;
  serving = false;
  clearInterval(counting);
  live.close();
  await mailIn?.close();
  watched?.close();
  watched?.closeAllConnections();
  await Promise.all([closeDoor(server), worker?.stop()]);
  await countRefusals(installation, true);
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
async function seedEmpty(out: (line: string) => void, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'seed', '--scale', 'demo', '--waits', 'sampled'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Killed outright: a batch is one transaction, and the next start goes on after the last whole one.
  const kill = () => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  createInterface({ input: child.stdout }).on('line', out);
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (code !== 0) throw new Error(`seeding ended with ${code}; it goes on at the next start`);
}
