import { setTimeout as sleep } from 'node:timers/promises';
import type { Programs } from './bundle.ts';
import { connect } from './connect.ts';
import type { Connection } from './connect.ts';
import { EmbeddedError } from './embedded-error.ts';
import { findRunning, START_TIMEOUT_MS } from './find-running.ts';
import { connectionName, dropLeaseFile, joinUsers, leaveUsers, takeLease } from './lease.ts';
import { readPostmasterFile, whosePid } from './postmaster-file.ts';
import { startServer } from './start-server.ts';
import { stopServer } from './stop-server.ts';
import type { EmbeddedLog, Layout, RunningServer } from './types.ts';

/** What a handle needs to find, start and leave its server. */
export interface Ground {
  role: 'serve' | 'join';
  layout: Layout;
  programs: Programs;
  password: string;
  log: EmbeddedLog;
}

/** A server with the connection that keeps our place among its users. */
export interface Hold extends Connection {
  server: RunningServer;
  adopted: boolean;
}

/**
 * Finds or starts the server and takes a place among its users; as the serving process, also the lease.
 * @param port the port to use again (Windows); 0: any
 */
export async function takeHold(ground: Ground, port: number): Promise<Hold> {
  const { role, layout, password } = ground;
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    const { server, adopted } = await ensureRunning(ground, port, deadline);
    const connection = await connect(server, password, connectionName(role)).catch(() => null);
    if (connection && (await joinUsers(connection.client).catch(() => false))) {
      try {
        if (role === 'serve') await takeLease(connection.client, layout);
        return { server, adopted, ...connection };
      } catch (error) {
        // A refused second server must not leave behind a server that it started itself.
        await letGo({ ...ground, role: 'join' }, { server, adopted, ...connection });
        throw error;
      }
    }
    await connection?.client.end().catch(() => undefined);
    checkDeadline(deadline, layout);
    await sleep(50);
  }
}

async function ensureRunning(
  ground: Ground,
  port: number,
  deadline: number,
): Promise<{ server: RunningServer; adopted: boolean }> {
  const { layout, programs, password, log } = ground;
  let started = false;
  for (;;) {
    let server: RunningServer | null;
    try {
      server = await findRunning(layout, password, log);
    } catch (error) {
      // What we started and cannot use (a wrong password file) must not stay behind.
      if (started) await stopUnusable(ground);
      throw error;
    }
    if (server) return { server, adopted: !started };
    started = (await startServer(layout, programs, port)) === 'ready';
    checkDeadline(deadline, layout);
    if (!started) await sleep(100);
  }
}

async function stopUnusable({ layout, programs }: Ground): Promise<void> {
  const file = await readPostmasterFile(layout.cluster);
  if (file === null || file === 'partial') return;
  if ((await whosePid(file.pid, layout.cluster)) !== 'ours') return;
  await stopServer({ pid: file.pid, port: 0, socketDir: null }, layout, programs);
}

function checkDeadline(deadline: number, layout: Layout): void {
  if (performance.now() < deadline) return;
  throw new EmbeddedError(
    'start-timeout',
    `PostgreSQL on ${layout.cluster} could not be reached or started in ${START_TIMEOUT_MS / 1000} s; see ${layout.logFile}.`,
    { path: layout.logFile },
  );
}

/** Leaves the server; the last one out stops it. */
export async function letGo(ground: Ground, hold: Hold): Promise<void> {
  const { layout, programs, log } = ground;
  const at = await stillConnected(ground, hold);
  try {
    const last = at !== null && (await leaveUsers(at.client).catch(() => false));
    if (ground.role === 'serve') await dropLeaseFile(layout);
    if (last) await stopServer(at.server, layout, programs);
    log('info', last ? 'postgres-stopped' : 'postgres-left', { pid: hold.server.pid });
  } finally {
    await at?.client.end().catch(() => undefined);
  }
}

/** Our hold, or a new place in the server that dropped it (restarted inside); null: nothing to leave. */
async function stillConnected(ground: Ground, hold: Hold): Promise<Hold | null> {
  const alive = await hold.client.query('select 1').then(
    () => true,
    () => false,
  );
  if (alive) return hold;
  await hold.client.end().catch(() => undefined);
  const server = await findRunning(ground.layout, ground.password, ground.log).catch(() => null);
  if (server === null) return null;
  const name = connectionName('join');
  const connection = await connect(server, ground.password, name).catch(() => null);
  if (connection === null) return null;
  if (await joinUsers(connection.client).catch(() => false)) {
    return { server, adopted: true, ...connection };
  }
  await connection.client.end().catch(() => undefined);
  return null;
}
