import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedError, errorCode } from './embedded-error.ts';
import type { ServerUser } from './types.ts';

/** Bytes of a whole socket path that every system takes: 107 on Linux, 103 on macOS. */
const SOCKET_PATH_LIMIT_BYTES = 103;

/** The name of the socket file inside the folder; the port is part of it by PostgreSQL's custom. */
export const SOCKET_PORT = 5432;

/**
 * A folder for the server's socket that only the server's user (and root) can enter: beside the cluster,
 * or, where that path is too long for a socket, a short one in the temporary folder.
 * @throws EmbeddedError socket-unusable when someone else made the temporary folder before us
 */
export async function prepareSocketDir(home: string, user: ServerUser): Promise<string | null> {
  if (process.platform === 'win32') return null;
  const beside = join(home, 'run');
  if (fits(beside)) return makeOwn(beside, user);
  const hash = createHash('sha256').update(home).digest('hex').slice(0, 16);
  for (const base of [tmpdir(), '/tmp']) {
    const short = join(base, `otklik-${process.geteuid?.()}-${hash}`);
    if (fits(short)) return makeOwn(short, user);
  }
  throw new EmbeddedError('socket-unusable', `No folder for a socket is short enough: ${home}.`);
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${SOCKET_PORT}`)) <= SOCKET_PATH_LIMIT_BYTES;
}

/** Makes the folder, or takes an existing one only if it is a real folder, ours and closed to others. */
async function makeOwn(folder: string, user: ServerUser): Promise<string> {
  const owner = user?.uid ?? process.geteuid?.();
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    },
  );
  const before = await lstat(folder);
  // Root owns it for the moment between mkdir and chown; a start killed there is finished here.
  if (user && before.isDirectory() && before.uid === 0) await chown(folder, user.uid, user.gid);
  if (made) await chmod(folder, 0o700);
  const now = await lstat(folder);
  if (!now.isDirectory() || now.uid !== owner || (now.mode & 0o077) !== 0) {
    throw new EmbeddedError(
      'socket-unusable',
      `${folder} is not a folder that belongs to user ${owner} alone. Someone may have made it to listen in: look at it, then remove it.`,
      { path: folder, ownerUid: now.uid },
    );
  }
  return folder;
}
