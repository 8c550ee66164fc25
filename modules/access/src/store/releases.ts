import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { LEAD_days, LIFE_BOUNDS_h, NEAR_days } from '@otklik/waits';
import { DAY_ms } from '../model.ts';
import { regionId } from './sources.ts';

/** So long a place is followed until it counts as one that stays. */
export const FOLLOWED_days = 3;
/** Clinics of one statement: a city's day in one would be millions of rows to sort. */
const CLINICS_at_once = 50;
/** A day of which less is known would show a source's return as a rush. */
const KNOWN_min = 720;

const lifeBucket = LIFE_BOUNDS_h.map(
  (hours, at) =>
    sql`when o.closed_at - o.known_at <= make_interval(secs => ${hours * 3600}::float8) then ${sql.lit(at)}`,
);
/** How often each number from 0 on stands in a list. */
const counts = (list: string, length: number) =>
  sql`array(select (select count(*)::int from unnest(${sql.ref(list)}) as b(at) where b.at = g.at)
    from generate_series(0, ${sql.lit(length - 1)}) as g(at) order by g.at)`;

/**
 * Sums up one local day of every series from the log: places that opened, when, how long before their visit, and how
 * long they stayed. The first day on which a series spoke opened everything at once and is left out.
 *
 * @returns rows written
 */
export async function rollDay(tx: Tx, day: string): Promise<number> {
  const region = regionId(tx);
  const { rows: clinics } = await sql<{ id: string }>`
    select distinct w.clinic_id as id from access_wait_now w where w.region_id = ${region} order by 1`.execute(
    tx.db,
  );
  const middle = Date.parse(`${day}T12:00:00Z`);
  // Wide enough for every zone; the local day itself decides.
  const from = new Date(middle - 1.2 * DAY_ms);
  const to = new Date(middle + (1.2 + FOLLOWED_days) * DAY_ms);
  let written = 0;
  for (let at = 0; at < clinics.length; at += CLINICS_at_once) {
    const some = clinics.slice(at, at + CLINICS_at_once).map(({ id }) => id);
    const { numAffectedRows } = await sql`
      with told as (
        select e.clinic_id, e.specialty, e.kind, e.mode, e.start_at, e.known_at, e.change,
          coalesce(c.time_zone, r.time_zone) as zone,
          min(case when e.reason in ('booked', 'held') then e.known_at end) over later as closed_at,
          min(case when e.status <> 'free' then e.known_at end) over later as gone_at
        from access_slot_events e
        join clinics c on c.region_id = e.region_id and c.id = e.clinic_id
        join regions r on r.code = e.region_id
        where e.region_id = ${region} and e.clinic_id = any (${some}::uuid[])
          and e.known_at >= ${from} and e.known_at < ${to}
        window later as (partition by e.source_id, e.slot order by e.known_at, e.seq
          rows between 1 following and unbounded following)
      ), opened as (
        select o.*, (o.known_at at time zone o.zone) as local_at,
          (o.start_at at time zone o.zone)::date - (o.known_at at time zone o.zone)::date as lead
        from told o where o.change = 'opened' and (o.known_at at time zone o.zone)::date = ${day}::date
      ), placed as (
        select o.clinic_id, o.specialty, o.kind, o.mode, extract(hour from o.local_at)::int as hour,
          least(${LEAD_days}::int, greatest(0, o.lead)) as lead,
          -- Gone by another way before it was booked: nobody booked it.
          case when o.closed_at is null or o.closed_at > o.gone_at then ${LIFE_BOUNDS_h.length}::int
            ${sql.join(lifeBucket, sql` `)} else ${LIFE_BOUNDS_h.length}::int end as life
        from opened o
        join access_wait_days d on d.region_id = ${region} and d.clinic_id = o.clinic_id and d.specialty = o.specialty
          and d.kind = o.kind and d.mode = o.mode and d.day = ${day}::date and d.known_min >= ${KNOWN_min}
        where exists (select from access_wait_changes p where p.region_id = ${region} and p.clinic_id = o.clinic_id
          and p.specialty = o.specialty and p.kind = o.kind and p.mode = o.mode
          and p.at < (${day}::date)::timestamp at time zone o.zone)
      ), grouped as (
        select clinic_id, specialty, kind, mode, array_agg(hour) as hours, array_agg(lead) as leads,
          array_agg(life) as lives, array_agg(life) filter (where lead <= ${NEAR_days}::int) as near_lives
        from placed group by clinic_id, specialty, kind, mode
      )
      insert into access_release_days (region_id, clinic_id, specialty, kind, mode, day, hours, leads, lives,
        near_lives)
      select ${region}, clinic_id, specialty, kind, mode, ${day}::date, ${counts('hours', 24)},
        ${counts('leads', LEAD_days + 1)}, ${counts('lives', LIFE_BOUNDS_h.length + 1)},
        ${counts('near_lives', LIFE_BOUNDS_h.length + 1)}
      from grouped
      on conflict (region_id, clinic_id, specialty, kind, mode, day) do update
        set hours = excluded.hours, leads = excluded.leads, lives = excluded.lives,
          near_lives = excluded.near_lives`.execute(tx.db);
    written += Number(numAffectedRows ?? 0);
  }
  return written;
}

export interface ReleaseRow {
  readonly clinic_id: string;
  readonly day: string;
  readonly hours: number[];
  readonly leads: number[];
  readonly lives: number[];
  readonly near_lives: number[];
}
export interface MorningRow {
  readonly clinic_id: string;
  readonly day: string;
  readonly k1_days: number | null;
}

/** Days of releases and known mornings of a specialty from a day on, up to another, of one clinic or of all. */
export async function releasesOf(
  tx: Tx,
  { specialty, from, to, clinicId }: ReleasesAsked,
): Promise<{ readonly releases: ReleaseRow[]; readonly mornings: MorningRow[] }> {
  const of = sql`region_id = ${regionId(tx)} and specialty = ${specialty} and kind = 'routine' and mode = 'in-person'
    and day between ${from}::date and ${to}::date ${clinicId ? sql`and clinic_id = ${clinicId}::uuid` : sql``}`;
  const releases = await sql<ReleaseRow>`
    select clinic_id, day::text as day, hours, leads, lives, near_lives from access_release_days where ${of}
    order by clinic_id, day`.execute(tx.db);
  const mornings = await sql<MorningRow>`
    select clinic_id, day::text as day, k1_days from access_wait_days where ${of} and known
    order by clinic_id, day`.execute(tx.db);
  return { releases: releases.rows, mornings: mornings.rows };
}

export interface ReleasesAsked {
  readonly specialty: string;
  readonly from: string;
  readonly to: string;
  readonly clinicId?: string;
}
