import pg from 'pg';
import type { KeyPort } from '@otklik/kernel';
import { passwordOf, urlFor } from './roles.ts';

export const OWNER = 'otklik';

/**
 * In the embedded cluster: makes the plain owner and his database when they are missing.
 * @returns the owner's address
 */
export async function bootstrapEmbedded(
  superUrl: string,
  keys: KeyPort,
  database = 'otklik',
): Promise<string> {
  const client = new pg.Client({
    connectionString: superUrl,
    application_name: 'otklik-bootstrap',
  });
  await client.connect();
  const owner = pg.escapeIdentifier(OWNER);
  const name = pg.escapeIdentifier(database);
  try {
    await client.query('select pg_advisory_lock(7315004)');
    const password = pg.escapeLiteral(passwordOf(keys, OWNER));
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [OWNER]);
    if (roles.rowCount === 0) await client.query(`create role ${owner} login nosuperuser`);
    await client.query(`alter role ${owner} password ${password}`);
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${name} owner ${owner}`);
  } finally {
    await client.end();
  }
  return embeddedOwnerUrl(superUrl, keys, database);
}

/** The address of the embedded cluster's plain owner, whether it was made already or not. */
export function embeddedOwnerUrl(superUrl: string, keys: KeyPort, database = OWNER): string {
  const url = new URL(urlFor(superUrl, OWNER, passwordOf(keys, OWNER)));
  url.pathname = `/${database}`;
  return url.toString();
}
