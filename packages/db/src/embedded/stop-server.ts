import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Programs } from './bundle.ts';
import { EmbeddedError, errorCode } from './embedded-error.ts';
import { isAlive } from './process-identity.ts';
import type { Layout, RunningServer } from './types.ts';

const STOP_TIMEOUT_MS = 120_000;
const POLL_INTERVAL_MS = 5;

/**
 * Fast shutdown: open transactions are rolled back, a checkpoint is written. Never kills: the last
 * checkpoint of a large database takes its time.
 * @throws EmbeddedError stop-timeout
 */
export async function stopServer(
  server: RunningServer,
  layout: Layout,
  programs: Programs,
): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals: a kill would be a crash.
    await promisify(execFile)(programs.pgCtl, ['stop', '-D', layout.cluster, '-m', 'fast', '-w']);
    return;
  }
  try {
    process.kill(server.pid, 'SIGINT');
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return;
    throw error;
  }
  const started = performance.now();
  while (await isAlive(server.pid)) {
    if (performance.now() - started > STOP_TIMEOUT_MS) {
      throw new EmbeddedError(
        'stop-timeout',
        `PostgreSQL (pid ${server.pid}) was asked to stop ${STOP_TIMEOUT_MS / 1000} s ago and still runs; see ${layout.logFile}.`,
        { pid: server.pid, path: layout.logFile },
      );
    }
    await sleep(POLL_INTERVAL_MS);
  }
}
