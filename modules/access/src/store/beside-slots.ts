import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionId } from './sources.ts';

export interface GoodList {
  readonly clinic_id: string;
  readonly specialty: string;
  readonly length: number;
  readonly served: number | null;
  readonly served_p50_days: number | null;
  readonly served_p90_days: number | null;
}

/** One line a day; what is told later that day stands. */
export async function keepLists(
  tx: Tx,
  sourceId: string,
  lists: readonly GoodList[],
  day: string,
): Promise<void> {
  if (lists.length === 0) return;
  await sql`insert into access_waiting_lists (region_id, source_id, day, told_at, clinic_id, specialty, length,
      served, served_p50_days, served_p90_days)
    select ${regionId(tx)}, ${sourceId}::uuid, ${day}::date, ${tx.now}, f.*
    from json_to_recordset(${JSON.stringify(lists)}::json) as f(clinic_id uuid, specialty text, length integer,
      served integer, served_p50_days integer, served_p90_days integer)
    on conflict (region_id, clinic_id, specialty, day) do update set source_id = excluded.source_id,
      told_at = excluded.told_at, length = excluded.length, served = excluded.served,
      served_p50_days = excluded.served_p50_days, served_p90_days = excluded.served_p90_days`.execute(
    tx.db,
  );
}

/** The last that was told of each list of a clinic, not older than so many days. */
export const lastLists = async (tx: Tx, clinicId: string, days: number) =>
  (
    await sql<GoodList & { told_at: Date }>`
      select distinct on (specialty) specialty, told_at, length, served, served_p50_days, served_p90_days
      from access_waiting_lists where region_id = ${regionId(tx)} and clinic_id = ${clinicId}::uuid
        and day > ${tx.now}::date - ${days}::integer
      order by specialty, day desc`.execute(tx.db)
  ).rows;

/** What was told by hand in the last days, the newest first. */
export const lastHandDays = (tx: Tx, clinicId: string, days: number) =>
  tx.db
    .selectFrom('access_hand_days')
    .select(['specialty', 'k1_days', 'k3_days', 'places_7d', 'turned_away', 'noshow', 'told_at'])
    .select(sql<string>`day::text`.as('day'))
    .where('region_id', '=', regionId(tx))
    .where('clinic_id', '=', clinicId)
    .where('day', '>', sql<string>`${tx.now}::date - ${days}::integer`)
    .orderBy('day', 'desc')
    .orderBy('specialty')
    .execute();

export interface Tries {
  readonly source_id: string;
  readonly clinic_id: string;
  readonly specialty: string;
  readonly tried_by: 'probe' | 'patient';
  readonly kept: number;
  readonly ghosts: number;
  readonly hidden: number;
}

/** Adds tries to the counts of their day. */
export async function addTries(tx: Tx, tries: readonly Tries[], day: string): Promise<void> {
  if (tries.length === 0) return;
  await sql`insert into access_truth_days (region_id, day, source_id, clinic_id, specialty, tried_by, kept, ghosts,
      hidden)
    select ${regionId(tx)}, ${day}::date, source_id, clinic_id, specialty, tried_by, sum(kept), sum(ghosts),
      sum(hidden)
    from json_to_recordset(${JSON.stringify(tries)}::json) as f(source_id uuid, clinic_id uuid, specialty text,
      tried_by text, kept integer, ghosts integer, hidden integer)
    group by source_id, clinic_id, specialty, tried_by
    on conflict (region_id, source_id, clinic_id, specialty, day, tried_by) do update set
      kept = access_truth_days.kept + excluded.kept, ghosts = access_truth_days.ghosts + excluded.ghosts,
      hidden = access_truth_days.hidden + excluded.hidden`.execute(tx.db);
}

/** Tries of the last days by source and by who tried. */
export const triesOf = async (tx: Tx, days: number, sourceIds: readonly string[]) =>
  (
    await sql<Pick<Tries, 'source_id' | 'tried_by' | 'kept' | 'ghosts' | 'hidden'>>`
      select source_id, tried_by, sum(kept)::int as kept, sum(ghosts)::int as ghosts, sum(hidden)::int as hidden
      from access_truth_days where region_id = ${regionId(tx)} and day > ${tx.now}::date - ${days}::integer
        and source_id = any (${sourceIds as string[]}::uuid[])
      group by source_id, tried_by`.execute(tx.db)
  ).rows;
