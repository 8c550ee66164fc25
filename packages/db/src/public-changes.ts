import { sql } from 'kysely';
import { regionOf, type Tx } from '@otklik/kernel';

/** What was committed at an instant, as PostgreSQL writes it: its meaning is PostgreSQL's. */
export type Snapshot = string;

export interface PublicLook {
  /** What is committed now. */
  readonly snapshot: Snapshot;
  /** Whether anything that everybody could read was taken away or changed since the older snapshot. */
  readonly changed: boolean;
}

/**
 * Asks whether public pages of the region that were made under `since` still hold. Exact for every
 * process of the installation and whatever the order of commits; `changed` is true without a `since`.
 */
export async function lookAtPublic(tx: Tx, since: Snapshot | null): Promise<PublicLook> {
  const { rows } = await sql<PublicLook>`
    select pg_current_snapshot()::text as snapshot, ${since}::text is null or exists (
      select 1 from public_changes where region_id = ${regionOf(tx.scope) ?? ''}
        and not pg_visible_in_snapshot(xid, ${since}::text::pg_snapshot)
    ) as changed`.execute(tx.db);
  return rows[0]!;
}

/** Forgets changes older than any page that is kept: ten minutes, by PostgreSQL's own clock. */
export async function forgetPublicChanges(tx: Tx): Promise<void> {
  await sql`delete from public_changes where region_id = ${regionOf(tx.scope) ?? ''}
    and at < clock_timestamp() - interval '10 minutes'`.execute(tx.db);
}
