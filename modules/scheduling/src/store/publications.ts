import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionId } from './region.ts';
import './tables.ts';

export const lastPublication = (tx: Tx) =>
  tx.db
    .selectFrom('scheduling_publications')
    .select(['at', 'looked_at'])
    .where('region_id', '=', regionId(tx))
    .executeTakeFirst();

/** The publication says a newer moment where some file differs; otherwise it stays as it was, to the letter. */
export async function setPublication(tx: Tx, at: Date): Promise<boolean> {
  const region = regionId(tx);
  const { rows } = await sql<{ changed: boolean }>`
    insert into scheduling_publications as p (region_id, at, looked_at) values (${region}, ${at}, ${tx.now})
    on conflict (region_id) do update set looked_at = excluded.looked_at,
      at = case when exists (select 1 from scheduling_files f where f.region_id = ${region}
        and (f.changed_at > p.at or f.replaced_at > p.looked_at)) then excluded.at else p.at end
    returning at = ${at} as changed`.execute(tx.db);
  return rows[0]!.changed;
}

/** Whether anything can have changed since somebody last looked: a source spoke, or time alone did. */
export async function isDue(tx: Tx): Promise<boolean> {
  const region = regionId(tx);
  const last = await lastPublication(tx);
  if (!last) return true;
  const { rows } = await sql<{ due: boolean }>`select
    exists (select 1 from access_sources where region_id = ${region}
      and (last_ok > ${last.looked_at}
        or last_ok + make_interval(mins => interval_min * 2) between ${last.looked_at} and ${tx.now}))
    or exists (select 1 from access_slots where region_id = ${region}
      and start_at > ${last.looked_at} and start_at <= ${tx.now})
    or exists (select 1 from access_slots where region_id = ${region} and start_at > ${tx.now}
      and bookable_from > ${last.looked_at} and bookable_from <= ${tx.now})
    or exists (select 1 from access_wait_now where region_id = ${region} and changed_at > ${last.looked_at})
    or exists (select 1 from access_closed_days where region_id = ${region} and known_at > ${last.looked_at})
    as due`.execute(tx.db);
  return rows[0]!.due;
}
