import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { EmbeddedError } from './embedded-error.ts';
import { isAlive, processIdentity } from './process-identity.ts';
import type { Layout } from './types.ts';

/** First key of our advisory locks in the database `postgres`. */
const LOCKS = 1_330_924_105;
/** Held shared by every process that uses the server; who gets it alone may stop the server. */
const USERS = 1;
/** Held by the one serving process. */
const LEASE = 2;

const GHOST_TIMEOUT_MS = 3_000;
const POLL_INTERVAL_MS = 50;

/** Joins the users of the server. False: someone is about to stop it. */
export async function joinUsers(client: Client): Promise<boolean> {
  return tryLock(client, 'pg_try_advisory_lock_shared', USERS);
}

/** Leaves the users. True: nobody else is left, newcomers are kept out, the server may be stopped. */
export async function leaveUsers(client: Client): Promise<boolean> {
  await client.query('select pg_advisory_unlock_shared($1, $2)', [LOCKS, USERS]);
  return tryLock(client, 'pg_try_advisory_lock', USERS);
}

/** Name of a connection of ours, by which others can name the holder. */
export function connectionName(role: 'serve' | 'join'): string {
  return `otklik-${role} ${process.pid}`;
}

/**
 * Takes the right to serve this data folder. The lock lives as long as the connection, so it outlives no
 * kill. While a holder brings back a PostgreSQL that died, nobody holds the lock: then the lease file,
 * which names the holder by pid and start time, keeps others out.
 * @throws EmbeddedError data-folder-in-use with the other's `pid`
 */
export async function takeLease(client: Client, layout: Layout): Promise<void> {
  const started = performance.now();
  while (!(await tryLock(client, 'pg_try_advisory_lock', LEASE))) {
    const pid = await lockHolder(client);
    // The server needs a moment to notice that a killed holder is gone.
    if ((pid !== null && (await isAlive(pid))) || performance.now() - started > GHOST_TIMEOUT_MS) {
      throw inUse(layout, pid);
    }
    await sleep(POLL_INTERVAL_MS);
  }
  const recorded = await readLease(layout.leaseFile);
  if (recorded && recorded.pid !== process.pid) {
    const identity = await processIdentity(recorded.pid);
    if (identity !== null && identity === recorded.identity) throw inUse(layout, recorded.pid);
  }
  const draft = `${layout.leaseFile}.${process.pid}`;
  const lease = { pid: process.pid, identity: await processIdentity(process.pid) };
  await writeFile(draft, JSON.stringify(lease), { mode: 0o600 });
  await rename(draft, layout.leaseFile);
}

/** Forgets the lease file; the lock goes with the connection. */
export async function dropLeaseFile(layout: Layout): Promise<void> {
  await rm(layout.leaseFile, { force: true });
}

function inUse(layout: Layout, pid: number | null): EmbeddedError {
  return new EmbeddedError(
    'data-folder-in-use',
    `Another Otklik server${pid === null ? '' : ` (process ${pid})`} already serves ${layout.dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    { path: layout.dataDir, pid },
  );
}

async function tryLock(client: Client, call: string, key: number): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>(`select ${call}($1, $2) as got`, [
    LOCKS,
    key,
  ]);
  return rows[0]?.got === true;
}

async function lockHolder(client: Client): Promise<number | null> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and l.classid = $1 and l.objid = $2`,
    [LOCKS, LEASE],
  );
  const pid = Number(rows[0]?.name.split(' ')[1]);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
}

async function readLease(file: string): Promise<{ pid: number; identity: string | null } | null> {
  try {
    const lease = JSON.parse(await readFile(file, 'utf8')) as {
      pid: number;
      identity: string | null;
    };
    return Number.isSafeInteger(lease.pid) ? lease : null;
  } catch {
    return null;
  }
}
