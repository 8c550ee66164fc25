import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'apps/server/src/main.ts');

export interface LiveSettings {
  readonly dataDir: string;
  readonly port: number;
  readonly env?: Record<string, string>;
}

export interface LiveServer {
  readonly pid: number;
  /** Everything it printed. */
  readonly output: () => string;
  /** Fails with what it printed when it ends before it is ready. */
  readonly ready: Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const environment = ({ dataDir, port, env }: LiveSettings): NodeJS.ProcessEnv => {
  const { VITEST: _vitest, NODE_ENV: _node, ...own } = process.env;
  return {
    ...own,
    DATA_DIR: dataDir,
    PORT: String(port),
    DEMO_SEED: 'off',
    UNDO_SECONDS: '0',
    ...env,
  };
};

/** The real program, as `npm start` runs it, on its own embedded PostgreSQL. */
export function startLive(
  settings: LiveSettings,
  command = [process.execPath, MAIN, 'start'],
): LiveServer {
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let tell: () => void = () => undefined;
  const said = new Promise<void>((resolve) => (tell = resolve));
  const listen = (part: Buffer) => {
    output += part.toString('utf8');
    if (output.includes('Otklik is ready')) tell();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  const ready = Promise.race([
    said,
    ended.then(() => {
      throw new Error(`it ended before it was ready:\n${output}`);
    }),
  ]);
  // Who kills it before it is ready does not wait for this.
  ready.catch(() => undefined);
  return {
    pid: child.pid!,
    output: () => output,
    ready,
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

/** A command of the program beside the server or without one; gives the lines it printed. */
export function runLive(settings: LiveSettings, args: readonly string[]): string[] {
  const run = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: ROOT,
    env: environment(settings),
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.stdout}${run.stderr}`);
  return run.stdout.trim().split('\n');
}

/** The process number of the embedded PostgreSQL; null when none is said to run. */
export async function postmasterPid(dataDir: string): Promise<number | null> {
  const file = join(dataDir, 'postgres/cluster/postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || null;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export async function until(
  what: string,
  test: () => boolean | Promise<boolean>,
  within_ms: number,
): Promise<void> {
  const started = performance.now();
  while (!(await test())) {
    if (performance.now() - started > within_ms) throw new Error(`waited in vain for: ${what}`);
    await sleep(50);
  }
}
