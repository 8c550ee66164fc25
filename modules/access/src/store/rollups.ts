import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { HORIZON_days } from '../model.ts';
import { regionId } from './sources.ts';

/** How many samples of working days make a light, and how far back they may lie. */
export const LIGHT_samples = 20;
const LIGHT_back_days = 35;

/** Counts anew what lights stand on, from the samples of the last working days. */
export async function refreshLights(tx: Tx): Promise<void> {
  const region = regionId(tx);
  await sql`
    insert into access_wait_lights (region_id, clinic_id, specialty, kind, mode, known, in_comfort, day)
    select ${region}, d.clinic_id, d.specialty, d.kind, d.mode, count(*) filter (where d.known),
      count(*) filter (where d.known and d.k1_days between 0 and d.days_max), max(d.day)
    from (
      select d.*, c.days_max,
        row_number() over (partition by d.clinic_id, d.specialty, d.kind, d.mode order by d.day desc) as n
      from access_wait_days d
      cross join lateral (select coalesce((select c.days_max from access_comfort c
        where c.region_id = ${region} and c.specialty in (d.specialty, '*') and c.valid_from <= d.day
        order by c.specialty = '*', c.valid_from desc limit 1), 3) as days_max) c
      where d.region_id = ${region} and d.day > ${tx.now}::date - ${LIGHT_back_days}::integer
        and extract(isodow from d.day) < 6
    ) d
    where d.n <= ${LIGHT_samples}
    group by d.clinic_id, d.specialty, d.kind, d.mode
    on conflict (region_id, clinic_id, specialty, kind, mode) do update
      set known = excluded.known, in_comfort = excluded.in_comfort, day = excluded.day`.execute(
    tx.db,
  );
}

/** Sums up the samples from a day on, or up to another, over the places that clinics stand in. */
export async function refreshPlaces(tx: Tx, fromDay: string, toDay = 'infinity'): Promise<void> {
  const region = regionId(tx);
  const beyond = HORIZON_days + 1;
  await sql`
    insert into access_place_days (region_id, place, specialty, day, clinics, known, k1_days, k3_days, in_comfort,
      load_permille)
    select ${region}, p.place, d.specialty, d.day, count(*), count(*) filter (where d.known),
      nullif(percentile_disc(0.5) within group (order by coalesce(d.k1_days, ${beyond}::integer))
        filter (where d.known), ${beyond}::integer),
      nullif(percentile_disc(0.5) within group (order by coalesce(d.k3_days, ${beyond}::integer))
        filter (where d.known), ${beyond}::integer),
      count(*) filter (where d.known and d.k1_days between 0 and m.days_max),
      round(avg(d.load_permille) filter (where d.known))
    from access_wait_days d
    join clinics c on c.region_id = ${region} and c.id = d.clinic_id
    join (
      select s.specialty, coalesce((select c.days_max from access_comfort c where c.region_id = ${region}
        and c.specialty in (s.specialty, '*') and c.valid_from <= ${tx.now}::date
        order by c.specialty = '*', c.valid_from desc limit 1), 3) as days_max
      from (select distinct specialty from access_wait_now where region_id = ${region}) s
    ) m on m.specialty = d.specialty
    cross join lateral (values (''), (c.okrug_id), (c.district_id)) as p (place)
    where d.region_id = ${region} and d.kind = 'routine' and d.mode = 'in-person' and d.day >= ${fromDay}::date
      and d.day <= ${toDay}::date and p.place is not null
    group by p.place, d.specialty, d.day
    on conflict (region_id, place, specialty, day) do update
      set clinics = excluded.clinics, known = excluded.known, k1_days = excluded.k1_days,
        k3_days = excluded.k3_days, in_comfort = excluded.in_comfort, load_permille = excluded.load_permille`.execute(
    tx.db,
  );
}
