import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { SILENT_intervals } from '@otklik/access';
import type { LocationRow, ScheduleRow } from '../model/resources.ts';
import { regionId } from './region.ts';

/** Clinics that some source tells of; in the order of their codes. */
export async function locationRows(
  tx: Tx,
  where: RawBuilder<unknown>,
  limit: number | null = null,
): Promise<LocationRow[]> {
  const region = regionId(tx);
  const { rows } = await sql<LocationRow>`
    select c.id, c.code, c.name_ru, c.phone, c.website, c.address_ru, c.lat, c.lng, c.demo,
      coalesce(case when r.kind = 'federal city' then r.name_ru end, d.name_ru, o.name_ru, r.name_ru) as city,
      d.name_ru as district, r.code as region, coalesce(c.time_zone, r.time_zone) as zone
    from clinics c
    join regions r on r.code = c.region_id
    left join districts d on d.region_id = c.region_id and d.id = c.district_id
    left join districts o on o.region_id = c.region_id and o.id = c.okrug_id
    where c.region_id = ${region}
      and exists (select 1 from scheduling_schedules k where k.region_id = ${region} and k.clinic_id = c.id)
      ${where}
    order by c.code collate "C" ${limit === null ? sql`` : sql`limit ${limit}`}`.execute(tx.db);
  return rows;
}

const schedulesFrom = (region: string) => sql`from scheduling_schedules k
  join access_sources src on src.region_id = ${region} and src.id = k.source_id
  join clinics c on c.region_id = ${region} and c.id = k.clinic_id
  join regions r on r.code = ${region}
  join specialties sp on sp.id = k.specialty
  left join access_wait_now w on w.region_id = ${region} and w.clinic_id = k.clinic_id
    and w.specialty = k.specialty and w.kind = k.kind and w.mode = k.mode
  -- What another source tells more directly is told there.
  where k.region_id = ${region} and coalesce(w.source_id, k.source_id) = k.source_id
    and src.last_ok is not null`;

/** Timetables by their ids. */
export async function scheduleRows(
  tx: Tx,
  where: RawBuilder<unknown>,
  limit: number | null = null,
): Promise<ScheduleRow[]> {
  const { rows } = await sql<ScheduleRow>`
    select k.id, c.code as clinic, src.code as source, src.name as source_name, k.specialty,
      sp.name_ru as specialty_ru, sp.name_en as specialty_en, k.kind, k.mode, src.last_ok,
      (extract(epoch from (src.last_ok at time zone coalesce(c.time_zone, r.time_zone))
        - (src.last_ok at time zone 'UTC')) / 60)::int as zone_offset_min,
      case when w.silent or src.last_ok + make_interval(mins => src.interval_min * ${SILENT_intervals}::int)
        <= ${tx.now} then 'unknown' end as availability
    ${schedulesFrom(regionId(tx))} ${where} order by k.id
    ${limit === null ? sql`` : sql`limit ${limit}`}`.execute(tx.db);
  return rows;
}

export async function countSchedules(tx: Tx, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n
    ${schedulesFrom(regionId(tx))} ${where}`.execute(tx.db);
  return rows[0]!.n;
}

/** Specialties of clinics, under ids that stay. */
export async function serviceRows(tx: Tx) {
  const region = regionId(tx);
  const { rows } = await sql<
    Pick<ScheduleRow, 'clinic' | 'specialty' | 'specialty_ru'> & { id: string; name_ru: string }
  >`
    select distinct md5(c.code || ':' || k.specialty)::uuid as id, c.code as clinic, c.name_ru, k.specialty,
      sp.name_ru as specialty_ru
    from scheduling_schedules k
    join clinics c on c.region_id = ${region} and c.id = k.clinic_id
    join specialties sp on sp.id = k.specialty
    where k.region_id = ${region} order by 1`.execute(tx.db);
  return rows;
}
