import { spawn } from 'node:child_process';
import { chown, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { noBuild } from './bundle.ts';
import type { Programs } from './bundle.ts';
import { diskFull, EmbeddedError, explainFileError } from './embedded-error.ts';
import { START_TIMEOUT_MS } from './find-running.ts';
import { serverEnvironment } from './init-cluster.ts';
import { limitLog, logTail, openLog } from './log-file.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { serverArguments, SETTINGS_FILE, settingsFor } from './settings.ts';
import type { Layout } from './types.ts';

const POLL_INTERVAL_MS = 10;

/**
 * Starts PostgreSQL in a session of its own, so that neither Ctrl-C nor our death takes it down, and
 * waits until it says it is ready.
 * @param port used on Windows only; 0: any free one
 * @returns `retry` when another server stands in the way for the moment (a start at the same time,
 *   helpers of a killed server that have not ended yet)
 * @throws EmbeddedError disk-full, socket-unusable, no-embedded-build, start-failed, start-timeout
 */
export async function startServer(
  layout: Layout,
  programs: Programs,
  port: number,
): Promise<'ready' | 'retry'> {
  try {
    await writeSettings(layout);
    await limitLog(layout.logFile);
    const log = await openLog(layout.logFile);
    const { size } = await stat(layout.logFile);
    const usePort = layout.socketDir === null && port === 0 ? await freePort() : port;
    try {
      const child = spawn(programs.postgres, serverArguments(layout, usePort), {
        ...layout.serverUser,
        cwd: layout.cluster,
        detached: true,
        stdio: ['ignore', log.fd, log.fd],
        env: serverEnvironment(),
        windowsHide: true,
      });
      child.unref();
      const ended = new Promise<Error | 'ended'>((resolve) => {
        child.once('error', resolve);
        child.once('exit', () => resolve('ended'));
      });
      const decided = new AbortController();
      const ready = becomesReady(layout, child.pid, decided.signal);
      const outcome = await Promise.race([ended, ready]).finally(() => decided.abort());
      if (outcome === 'ready') return 'ready';
      if (outcome instanceof Error) {
        throw noBuild(
          `${process.platform} ${process.arch}`,
          `postgres does not run: ${outcome.message}`,
        );
      }
      return judgeFailure(await logTail(layout.logFile, size), layout);
    } finally {
      await log.close();
    }
  } catch (error) {
    throw explainFileError(error, layout.dataDir);
  }
}

/** Written beside and renamed: a server that starts at the same moment never reads half of it. */
async function writeSettings(layout: Layout): Promise<void> {
  const file = join(layout.cluster, SETTINGS_FILE);
  const settings = settingsFor();
  if ((await readFile(file, 'utf8').catch(() => '')) === settings) return;
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, settings, { mode: 0o600 });
  if (layout.serverUser) await chown(draft, layout.serverUser.uid, layout.serverUser.gid);
  await rename(draft, file);
}

/** Also returns, to keep no process alive, once `decided` is aborted. */
async function becomesReady(
  layout: Layout,
  pid: number | undefined,
  decided: AbortSignal,
): Promise<'ready'> {
  const started = performance.now();
  while (!decided.aborted) {
    const file = await readPostmasterFile(layout.cluster).catch(() => null);
    if (file !== null && file !== 'partial' && file.pid === pid && file.status === 'ready')
      return 'ready';
    if (performance.now() - started > START_TIMEOUT_MS) {
      throw new EmbeddedError(
        'start-timeout',
        `PostgreSQL is not ready after ${START_TIMEOUT_MS / 1000} s (a long recovery goes on in the background: try again); see ${layout.logFile}.`,
        { path: layout.logFile },
      );
    }
    await sleep(POLL_INTERVAL_MS);
  }
  return 'ready';
}

/** Reads from its log why PostgreSQL ended while starting. */
export function judgeFailure(tail: string, layout: Layout): 'retry' {
  if (/lock file .*(already exists|is empty)|pre-existing shared memory block/.test(tail))
    return 'retry';
  if (/No space left on device|Disk quota exceeded/.test(tail)) throw diskFull(layout.dataDir);
  if (
    /could not (bind|create any Unix|create Unix|create any TCP|create lock file ".*s\.PGSQL)/.test(
      tail,
    )
  ) {
    throw new EmbeddedError(
      'socket-unusable',
      `PostgreSQL cannot listen (${layout.socketDir ?? 'loopback'}): ${lastFatal(tail)}`,
      { path: layout.socketDir },
    );
  }
  if (/error while loading shared libraries|GLIBC_/.test(tail)) {
    throw noBuild(`${process.platform} ${process.arch}`, tail.trim());
  }
  throw new EmbeddedError(
    'start-failed',
    `PostgreSQL ended while starting: ${lastFatal(tail)} (more in ${layout.logFile})`,
    { path: layout.logFile },
  );
}

function lastFatal(tail: string): string {
  const lines = tail.trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? 'no message';
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
