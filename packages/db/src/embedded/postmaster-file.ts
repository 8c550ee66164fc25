import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode } from './embedded-error.ts';
import { commandLine, isAlive } from './process-identity.ts';

/** What a running server writes of itself into its data folder. */
export interface PostmasterFile {
  pid: number;
  port: number | null;
  socketDir: string | null;
  /** `starting`, `stopping`, `ready`, or empty at the very beginning. */
  status: string;
}

/** Null when there is none; `'partial'` when it is empty (being written, or left so by a crash). */
export async function readPostmasterFile(
  cluster: string,
): Promise<PostmasterFile | 'partial' | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const lines = text.split('\n').map((line) => line.trim());
  // A negative number stands for a stand-alone backend.
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10));
  if (!Number.isSafeInteger(pid) || pid === 0) return 'partial';
  const port = Number.parseInt(lines[3] ?? '', 10);
  return {
    pid,
    port: Number.isSafeInteger(port) ? port : null,
    socketDir: lines[4] ? lines[4] : null,
    status: lines[7] ?? '',
  };
}

/**
 * Whose process a pid is: `ours` (a server on this cluster), `other` (the number was given to someone
 * else since, or the file was copied from another folder), `gone`, or `unknown` where the command line
 * cannot be read.
 */
export async function whosePid(
  pid: number,
  cluster: string,
): Promise<'ours' | 'other' | 'gone' | 'unknown'> {
  if (process.platform === 'win32') return (await isAlive(pid)) ? 'unknown' : 'gone';
  const args = await commandLine(pid);
  if (args === null) return (await isAlive(pid)) ? 'unknown' : 'gone';
  // A process that is just being replaced or is ending has no arguments.
  if (args.length === 0) return (await isAlive(pid)) ? 'unknown' : 'gone';
  const program = basename(args[0] ?? '').replace(/:$/, '');
  const folder = args[args.indexOf('-D') + 1];
  return program === 'postgres' && args.includes('-D') && folder === cluster ? 'ours' : 'other';
}

/** Removes a file that would stop PostgreSQL from starting, though it names no server of this cluster. */
export async function removePostmasterFile(cluster: string): Promise<void> {
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}
