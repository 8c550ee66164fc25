import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ServerUser } from './types.ts';

/** `nobody`: PostgreSQL refuses to run as root. The number differs on macOS only. */
const NOBODY = process.platform === 'darwin' ? 4_294_967_294 : 65_534;

export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/**
 * Whom PostgreSQL runs as. An ordinary user: himself. Root: the owner of the cluster when there is one
 * (made by an ordinary user earlier), else `nobody`.
 */
export async function chooseServerUser(cluster: string): Promise<ServerUser> {
  if (!isRoot()) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return { uid: NOBODY, gid: NOBODY };
}

/** Whether `user` may pass through `folder` and every folder above it. Access lists are not read. */
export async function canReach(user: ServerUser, folder: string): Promise<boolean> {
  if (user === null) return true;
  for (let at = folder; ; at = dirname(at)) {
    const { uid, gid, mode } = await stat(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
