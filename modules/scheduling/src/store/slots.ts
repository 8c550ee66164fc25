import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { SlotRow } from '../model/resources.ts';
import { regionId } from './region.ts';

export const PUBLIC_ID = sql`md5(s.source_id::text || ':' || s.slot)::uuid`;

/**
 * What a slot is told to be: free is what can be booked at this moment. Closed that day or not released yet is
 * not; without places it is busy; what a source took away is told once more as unavailable, so that nobody
 * keeps it as free.
 */
export const told = (now: Date): RawBuilder<unknown> => sql`case
  when s.status = 'free' and (s.bookable_from > ${now} or exists (select 1 from access_closed_days d
    where d.region_id = s.region_id and d.clinic_id = s.clinic_id
      and d.day = (s.start_at at time zone z.zone)::date)) then 'busy-unavailable'
  when s.status = 'free' and s.capacity < 1 then 'busy'
  when s.status in ('free', 'busy', 'busy-tentative', 'entered-in-error') then s.status
  else 'busy-unavailable' end`;

const offset = (column: string) =>
  sql`(extract(epoch from (${sql.ref(column)} at time zone z.zone)
    - (${sql.ref(column)} at time zone 'UTC')) / 60)::int`;
const ms = (column: string) =>
  sql`(extract(epoch from ${sql.ref(column)}) * 1000)::double precision`;

/**
 * Slots that count, with what is told of them: of the source that the group's wait is measured by, and only
 * while that source speaks. A slot of a silent source is neither free nor busy: nobody knows.
 */
const from = (region: string) => sql`from access_slots s
  join access_wait_now w on w.region_id = ${region} and w.clinic_id = s.clinic_id and w.specialty = s.specialty
    and w.kind = s.kind and w.mode = s.mode and w.source_id = s.source_id and not w.silent
  join scheduling_schedules k on k.region_id = ${region} and k.clinic_id = s.clinic_id and k.specialty = s.specialty
    and k.kind = s.kind and k.mode = s.mode and k.source_id = s.source_id and k.doctor = coalesce(s.doctor, '')
  join access_sources src on src.region_id = ${region} and src.id = s.source_id
  join clinics c on c.region_id = ${region} and c.id = s.clinic_id
  join regions r on r.code = ${region}
  join specialties sp on sp.id = s.specialty
  cross join lateral (select coalesce(c.time_zone, r.time_zone) as zone) z
  where s.region_id = ${region}`;

/** @param where further conditions, each beginning with `and` */
export async function slotRows(
  tx: Tx,
  now: Date,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  limit: number | null = null,
): Promise<SlotRow[]> {
  const { rows } = await sql<SlotRow>`
    select ${PUBLIC_ID} as id, s.slot, src.code as source, k.id as schedule, c.code as clinic, c.phone,
      s.specialty, sp.name_ru as specialty_ru, s.kind, s.mode, ${ms('s.start_at')} as start_ms,
      ${ms('s.end_at')} as end_ms, ${offset('s.start_at')} as start_offset_min,
      ${offset('s.end_at')} as end_offset_min, s.capacity, ${told(now)} as status, s.book_url
    ${from(regionId(tx))} ${where} order by ${order}
    ${limit === null ? sql`` : sql`limit ${limit}`}`.execute(tx.db);
  return rows;
}

export async function countSlots(tx: Tx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    ${from(regionId(tx))} ${where}`.execute(tx.db);
  return rows[0]!.n;
}

/** Makes ids for timetables that have none yet. @returns how many */
export async function addSchedules(tx: Tx): Promise<number> {
  const region = regionId(tx);
  const made = await sql`
    insert into scheduling_schedules (region_id, id, source_id, clinic_id, specialty, kind, mode, doctor)
    select ${region}, gen_random_uuid(), n.* from (
      select distinct s.source_id, s.clinic_id, s.specialty, s.kind, s.mode, coalesce(s.doctor, '')
      from access_slots s where s.region_id = ${region} and s.end_at > ${tx.now}) n
    on conflict do nothing`.execute(tx.db);
  return Number(made.numAffectedRows ?? 0);
}
