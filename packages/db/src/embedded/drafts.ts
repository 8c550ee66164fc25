import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, processIdentity } from './process-identity.ts';

/**
 * A name for something half made. It names its maker, so that what a killed start leaves can be told
 * from what a start at this moment makes.
 */
export async function draftPath(folder: string): Promise<string> {
  const identity = asWord(await processIdentity(process.pid));
  return join(folder, `draft-${process.pid}-${identity}-${randomBytes(4).toString('hex')}`);
}

/** Removes the drafts whose makers are gone. */
export async function sweepDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid, identity] = /^draft-(\d+)-(\w+)-/.exec(name) ?? [];
    if (pid === undefined) continue;
    const maker = Number(pid);
    if ((await isAlive(maker)) && identity === asWord(await processIdentity(maker))) continue;
    // An orphaned initdb may still write into it: the next start sweeps again.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function asWord(identity: string | null): string {
  return (identity ?? 'unknown').replaceAll(/\W/g, '_');
}
