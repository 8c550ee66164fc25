import { readdir } from 'node:fs/promises';
import type { Pool } from 'pg';
import { MIGRATION_FILE, type MigrationFolder } from './migrate.ts';

/** How far the act log is behind, by the clock of who asks. */
export interface AuditAges {
  /** Of the oldest row without a seal; 0 when all are sealed. */
  readonly unsealed_s: number;
  /** Of the newest signed head; null when none was signed yet. */
  readonly head_s: number | null;
}

const ageOf = (at: Date | null | undefined, now: Date): number =>
  at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : 0;

/** All regions together, under the role that reads the act log and nothing else. */
export async function auditAges(auditorPool: Pool, now: Date): Promise<AuditAges> {
  // By the sealer's own index and order: the first row after the last sealed one.
  const { rows } = await auditorPool.query<{ at: Date }>(
    `with last as (select xid, row_id from audit_seals order by xid desc, row_id desc limit 1)
     select r.at from audit_rows r
     where (r.xid, r.id) > (select coalesce((select xid from last), '0'::xid8),
                                   coalesce((select row_id from last), '00000000-0000-0000-0000-000000000000'::uuid))
     order by r.xid, r.id limit 1`,
  );
  const heads = await auditorPool.query<{ at: Date | null }>(
    'select max(signed_at) as at from audit_heads',
  );
  const head = heads.rows[0]?.at;
  return { unsealed_s: ageOf(rows[0]?.at, now), head_s: head ? ageOf(head, now) : null };
}

/** Files of migrations that this version brings: `module/name`. */
export async function migrationNames(folders: readonly MigrationFolder[]): Promise<string[]> {
  const lists = await Promise.all(
    folders.map(async ({ module, folder }) =>
      (await readdir(folder).catch(() => []))
        .filter((file) => MIGRATION_FILE.test(file))
        .map((file) => `${module}/${file}`),
    ),
  );
  return lists.flat();
}

/** Whether the database answers and has every one of these migrations. @throws when it does not answer */
export async function hasMigrations(pool: Pool, names: readonly string[]): Promise<boolean> {
  const { rows } = await pool.query<{ missing: number }>(
    `select count(*) as missing from unnest($1::text[]) as wanted(name)
     where not exists (select 1 from schema_migrations m where m.module || '/' || m.name = wanted.name)`,
    [names],
  );
  return rows[0]?.missing === 0;
}

export interface AlertChanges {
  readonly began: readonly string[];
  readonly ended: readonly { readonly name: string; readonly beganAt: Date }[];
}

/** Remembers which alerts are on; says which of them are so since now, and which are no more. */
export async function keepAlerts(
  pool: Pool,
  names: readonly string[],
  now: Date,
): Promise<AlertChanges> {
  const began = await pool.query<{ name: string }>(
    `insert into installation_alerts (name, began_at) select unnest($1::text[]), $2
     on conflict (name) do nothing returning name`,
    [names, now],
  );
  const ended = await pool.query<{ name: string; began_at: Date }>(
    'delete from installation_alerts where not (name = any($1::text[])) returning name, began_at',
    [names],
  );
  return {
    began: began.rows.map(({ name }) => name),
    ended: ended.rows.map(({ name, began_at }) => ({ name, beganAt: began_at })),
  };
}

/** Since when each alert is on. */
export async function alertsSince(pool: Pool): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await pool.query<{ name: string; began_at: Date }>(
    'select name, began_at from installation_alerts',
  );
  return new Map(rows.map(({ name, began_at }) => [name, began_at]));
}
