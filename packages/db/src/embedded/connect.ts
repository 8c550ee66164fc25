import { Client } from 'pg';
import { realpath } from 'node:fs/promises';
import type { RunningServer } from './types.ts';

const CONNECT_TIMEOUT_MS = 5_000;

/** The superuser's address; a form that `new URL`, `pg` and libpq all read alike. */
export function superUrl(server: RunningServer, password: string): string {
  const url = new URL(`postgresql://postgres@localhost:${server.port}/postgres`);
  url.password = password;
  if (server.socketDir === null) url.hostname = '127.0.0.1';
  else url.searchParams.set('host', server.socketDir);
  return url.href;
}

/** A connection and the moment it is lost; kept together so that an early loss is not missed. */
export interface Connection {
  client: Client;
  lost: Promise<void>;
}

/** Opens one connection as the superuser. Its loss never shows as an uncaught error. */
export async function connect(
  server: RunningServer,
  password: string,
  applicationName: string,
): Promise<Connection> {
  const client = new Client({
    user: 'postgres',
    password,
    database: 'postgres',
    host: server.socketDir ?? '127.0.0.1',
    port: server.port,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve);
  });
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return { client, lost };
}

/** Whether the server behind a connection is the one on `cluster` with the process `pid`. */
export async function servesCluster(
  client: Client,
  cluster: string,
  pid: number,
): Promise<boolean> {
  const { rows } = await client.query<{ folder: string; pid_file: string }>(
    `select current_setting('data_directory') as folder, pg_read_file('postmaster.pid') as pid_file`,
  );
  const row = rows[0];
  if (!row || Number.parseInt(row.pid_file, 10) !== pid) return false;
  const folder = await realpath(row.folder).catch(() => row.folder);
  return folder === (await realpath(cluster));
}
