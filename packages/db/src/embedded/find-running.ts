import { setTimeout as sleep } from 'node:timers/promises';
import { connect, servesCluster } from './connect.ts';
import { EmbeddedError, errorCode } from './embedded-error.ts';
import { readPostmasterFile, removePostmasterFile, whosePid } from './postmaster-file.ts';
import type { PostmasterFile } from './postmaster-file.ts';
import type { EmbeddedLog, Layout, RunningServer } from './types.ts';

/** After a crash of a large database PostgreSQL replays its log: minutes are possible. */
export const START_TIMEOUT_MS = 120_000;
const PARTIAL_FILE_TIMEOUT_MS = 2_000;
const POLL_INTERVAL_MS = 20;

/**
 * Finds the server that runs on this cluster; waits for one that is starting or stopping; clears away a
 * postmaster.pid that names a process which is none. Null: nothing runs, a server may be started.
 * @throws EmbeddedError superuser-password-unusable, data-folder-in-use, start-timeout
 */
export async function findRunning(
  layout: Layout,
  password: string,
  log: EmbeddedLog,
): Promise<RunningServer | null> {
  const started = performance.now();
  const waited = (): number => performance.now() - started;
  for (;;) {
    const file = await readPostmasterFile(layout.cluster);
    if (file === null) return null;
    if (file === 'partial') {
      if (waited() > PARTIAL_FILE_TIMEOUT_MS) await removePostmasterFile(layout.cluster);
    } else {
      const answer = await ask(layout, file, password);
      if (typeof answer === 'object') return answer;
      const whose = await whosePid(file.pid, layout.cluster);
      if (whose === 'other') {
        log('warn', 'postgres-stale-pid-file-removed', { pid: file.pid });
        await removePostmasterFile(layout.cluster);
        return null;
      }
      if (answer === 'another') {
        throw new EmbeddedError(
          'data-folder-in-use',
          `A PostgreSQL that this process cannot see (pid ${file.pid}) answers for ${layout.cluster}. If the folder was moved or is shared with a container, stop that server first.`,
          { path: layout.cluster, pid: file.pid },
        );
      }
      // Its own check of shared memory guards against helpers that outlived the dead server.
      if (answer === 'silent' && whose === 'gone') return null;
      if (waited() > START_TIMEOUT_MS) {
        throw new EmbeddedError(
          'start-timeout',
          `PostgreSQL (pid ${file.pid}) is on ${layout.cluster} but does not accept connections; see ${layout.logFile}.`,
          { pid: file.pid, path: layout.logFile },
        );
      }
    }
    await sleep(POLL_INTERVAL_MS);
  }
}

/** `silent`: nobody listens. `busy`: someone does, but takes no connection now. `another`: not ours. */
async function ask(
  layout: Layout,
  file: PostmasterFile,
  password: string,
): Promise<RunningServer | 'silent' | 'busy' | 'another'> {
  if (file.port === null || (layout.socketDir !== null && file.socketDir === null)) return 'silent';
  const server = {
    pid: file.pid,
    port: file.port,
    socketDir: layout.socketDir === null ? null : file.socketDir,
  };
  try {
    const { client } = await connect(server, password, `otklik-look ${process.pid}`);
    try {
      return (await servesCluster(client, layout.cluster, file.pid)) ? server : 'another';
    } finally {
      await client.end().catch(() => undefined);
    }
  } catch (error) {
    switch (errorCode(error)) {
      case 'ENOENT':
      case 'ECONNREFUSED':
      case 'ENOTDIR':
        return 'silent';
      case '28P01':
      case '28000':
        if ((await whosePid(file.pid, layout.cluster)) === 'other') return 'another';
        throw passwordRejected(layout);
      default:
        return 'busy';
    }
  }
}

function passwordRejected(layout: Layout): EmbeddedError {
  return new EmbeddedError(
    'superuser-password-unusable',
    `The running PostgreSQL refuses the password in ${layout.secretFile}. Bring the right file back from a backup.`,
    { path: layout.secretFile },
  );
}
