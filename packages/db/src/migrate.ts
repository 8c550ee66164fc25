import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { AppError, type Log } from '@otklik/kernel';
import type { RoleNames } from './roles.ts';

export interface MigrationFolder {
  readonly module: string;
  readonly folder: URL;
}

/** How a migration's file is called. */
export const MIGRATION_FILE = /^\d{4}-[a-z0-9-]+\.sql$/;
// Any constant; all processes of one database ask for the same lock.
const MIGRATION_LOCK = 7_315_001;

/** The house's own migrations; run before any module's. */
export const FOUNDATION: MigrationFolder = {
  module: 'db',
  folder: new URL('../migrations/', import.meta.url),
};

/**
 * Applies what is missing, each file in its own transaction, under one lock for all processes.
 * Forward only: a file that was applied and has changed since is refused.
 *
 * @returns the names of the files applied now
 */
export async function migrate(
  ownerClient: pg.Client,
  roles: RoleNames,
  folders: readonly MigrationFolder[],
  log: Log,
): Promise<string[]> {
  await ownerClient.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await ownerClient.query(`create table if not exists schema_migrations (
      module text not null, name text not null, checksum text not null,
      applied_at timestamptz not null default now(), primary key (module, name))`);
    await ownerClient.query(
      `grant select on schema_migrations to ${pg.escapeIdentifier(roles.app)}`,
    );
    for (const [kind, name] of Object.entries(roles))
      await ownerClient.query('select set_config($1, $2, false)', [`otklik.${kind}_role`, name]);
    const applied: string[] = [];
    for (const { module, folder } of folders)
      applied.push(...(await applyFolder(ownerClient, module, folder)));
    if (applied.length > 0) log.info('database.migrated', { files: applied.length });
    return applied;
  } finally {
    await ownerClient.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

/** The files of a folder in their order, each with its content and checksum. */
async function filesOf(
  folder: URL,
): Promise<{ readonly name: string; readonly sql: string; readonly checksum: string }[]> {
  const names = (await readdir(folder).catch(() => []))
    .filter((file) => MIGRATION_FILE.test(file))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(fileURLToPath(new URL(name, folder)), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * What a start would still have to apply, and what was applied with another content; changes nothing.
 * @returns names of files: `module/name`
 */
export async function inspectMigrations(
  client: pg.Client,
  folders: readonly MigrationFolder[],
): Promise<{ readonly pending: readonly string[]; readonly changed: readonly string[] }> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `select to_regclass('schema_migrations') is not null as there`,
  );
  const { rows } = tables[0]?.there
    ? await client.query<{ name: string; checksum: string }>(
        `select module || '/' || name as name, checksum from schema_migrations`,
      )
    : { rows: [] };
  const known = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const pending: string[] = [];
  const changed: string[] = [];
  for (const { module, folder } of folders)
    for (const { name, checksum } of await filesOf(folder)) {
      const before = known.get(`${module}/${name}`);
      if (before === undefined) pending.push(`${module}/${name}`);
      else if (before !== checksum) changed.push(`${module}/${name}`);
    }
  return { pending, changed };
}

async function applyFolder(client: pg.Client, module: string, folder: URL): Promise<string[]> {
  const files = await filesOf(folder);
  const known = new Map(
    (
      await client.query<{ name: string; checksum: string }>(
        'select name, checksum from schema_migrations where module = $1',
        [module],
      )
    ).rows.map((row) => [row.name, row.checksum]),
  );
  const applied: string[] = [];
  for (const { name, sql, checksum } of files) {
    const before = known.get(name);
    if (before === checksum) continue;
    if (before)
      throw new AppError('unavailable', {
        reason: 'migrations-changed',
        changed: [`${module}/${name}`],
      });
    await client.query('begin');
    try {
      // The row first: of two processes only one gets past the primary key.
      await client.query(
        'insert into schema_migrations (module, name, checksum) values ($1, $2, $3)',
        [module, name, checksum],
      );
      await client.query(sql);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`migration ${module}/${name} failed: ${(error as Error).message}`, {
        cause: error,
      });
    }
    applied.push(`${module}/${name}`);
  }
  return applied;
}
