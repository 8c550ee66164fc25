import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chown, mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, afterEach, vi } from 'vitest';
import { isAlive, processIdentity } from '../src/embedded/process-identity.ts';
import { joinEmbedded, type EmbeddedServer } from '../src/embedded/index.ts';

export const NOBODY = 65_534;
export const asRoot = process.geteuid?.() === 0;

/** What the child process said of its opening. */
export interface ChildWord {
  open?: Pick<EmbeddedServer, 'superUrl' | 'socketDir' | 'adopted' | 'postmasterPid'>;
  failed?: { message: string; code?: string; data?: Record<string, unknown> };
}

export interface Child extends ChildWord {
  pid: number;
  process: ChildProcess;
  /** Resolves when the process is gone. */
  ended: Promise<void>;
  /** Names of the log's events so far. */
  events: string[];
  kill(): Promise<void>;
  /** Asks it to stop its server and leave. */
  leave(): Promise<void>;
}

const folders: string[] = [];
const servers: { stop(): Promise<void> }[] = [];
const children: Child[] = [];

/** A new data folder under the temporary one, gone after the test, with its server. */
export async function dataFolder(uid?: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-embedded-'));
  if (uid !== undefined) await chown(folder, uid, uid);
  folders.push(folder);
  return folder;
}

let template: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'otklik-embedded-'));
  await (await joinEmbedded({ dataDir: folder })).stop();
  return folder;
}

/** A data folder whose server ran once and stopped; a copy, since making each takes seconds. */
export async function usedFolder(): Promise<string> {
  const folder = await dataFolder();
  template ??= makeTemplate();
  await promisify(execFile)('cp', ['-a', `${await template}/.`, folder]);
  return folder;
}

/** Stops this server after the test. */
export function keep<T extends { stop(): Promise<void> }>(server: T): T {
  servers.push(server);
  return server;
}

/**
 * What each file of these tests calls once: nothing of theirs outlives them. Hooks of this file alone would
 * belong to the first one that reads it.
 */
export function cleanUpAfterEach(): void {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop().catch(() => undefined);
    for (const child of children.splice(0)) await child.kill();
    for (const folder of folders.splice(0)) {
      await killServerOf(folder);
      const home = await readlink(join(folder, 'postgres')).catch(() => null);
      if (home) await rm(home, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
  afterAll(async () => {
    if (template) await rm(await template, { recursive: true, force: true });
    template = undefined;
  });
}

/** The first number in the server's own file; null when it is not there. */
export async function postmasterPid(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').catch(
    () => '',
  );
  return Number.parseInt(text, 10) || null;
}

/** kill -9 of the server of a data folder of the tests, when one is left. */
export async function killServerOf(dataDir: string): Promise<void> {
  const pid = await postmasterPid(dataDir);
  if (pid === null || !(await isAlive(pid))) return;
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => dataDir);
  if (line.includes('postgres')) await killAndWait(pid);
}

/** kill -9, then until the process is gone. */
export async function killAndWait(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while ((await processIdentity(pid)) !== null) await sleep(5);
}

/** Starts the child and waits for its word. */
export async function openInChild(
  mode: 'serve' | 'join',
  dataDir: string,
  options: { uid?: number; systemDir?: string } = {},
): Promise<Child> {
  const child = spawnChild(mode, dataDir, options);
  await child.said;
  return child;
}

/** Starts the child without waiting; `said` resolves with its word or its end. */
export function spawnChild(
  mode: 'serve' | 'join',
  dataDir: string,
  { uid, systemDir }: { uid?: number; systemDir?: string } = {},
): Child & { said: Promise<void> } {
  const script = fileURLToPath(new URL('embedded-child.ts', import.meta.url));
  const started = spawn(process.execPath, [script, mode, dataDir, systemDir ?? ''], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const ended = new Promise<void>((resolve) => {
    started.once('exit', () => resolve());
  });
  let hear: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const child = {
    pid: started.pid ?? 0,
    process: started,
    ended,
    events: [] as string[],
    said: Promise.race([heard, ended]),
    kill: async () => {
      started.kill('SIGKILL');
      await ended;
    },
    leave: async () => {
      started.stdin.end();
      await ended;
    },
  } as Child & { said: Promise<void> };
  createInterface({ input: started.stdout }).on('line', (line) => {
    const word = JSON.parse(line) as ChildWord & { event?: string };
    if (word.event) child.events.push(word.event);
    else {
      Object.assign(child, word);
      hear();
    }
  });
  children.push(child);
  return child;
}

/** Runs one query on a connection of its own and returns the rows. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Repeats until it holds. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}
