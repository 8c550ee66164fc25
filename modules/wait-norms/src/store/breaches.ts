import { sql } from 'kysely';
import { AppError, regionOf, type Tx } from '@otklik/kernel';
import type { Reached } from '../policy.ts';
import { splitCause, type Cause } from '../model/cause.ts';
import './tables.ts';

/** @throws AppError internal: outside a region */
export function regionIn(tx: Tx): string {
  const region = regionOf(tx.scope);
  if (region === null) throw new AppError('internal', { reason: 'no-region' });
  return region;
}

export interface BreachLine {
  readonly clinic_id: string;
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly specialty: string;
  readonly specialtyRu: string;
  readonly specialtyEn: string;
  readonly began_at: Date;
  readonly ended_at: Date | null;
  readonly norm_id: string;
  readonly limit: number | null;
  readonly unit: string | null;
  /** Days to the first place now; null: none within the horizon, or its source is silent. */
  readonly k1_days: number | null;
  readonly silent: boolean;
}

const reached = ({ region, clinics, organisations, districts }: Reached) => sql`(${region}::boolean
  or c.id = any (${clinics as string[]}::uuid[]) or c.organisation_id = any (${organisations as string[]}::text[])
  or c.district_id = any (${districts as string[]}::text[]) or c.okrug_id = any (${districts as string[]}::text[]))`;

const lines = (region: string, tx: Tx) => sql`
  select b.clinic_id, c.code, c.name_ru as "nameRu", c.name_en as "nameEn", b.specialty, s.name_ru as "specialtyRu",
    s.name_en as "specialtyEn", b.began_at, b.ended_at, b.norm_id, n.limit_value::float8 as limit, n.unit,
    case when w.silent then null else (w.k1_at at time zone z.zone)::date
      - (${tx.now}::timestamptz at time zone z.zone)::date end as k1_days, coalesce(w.silent, true) as silent
  from wait_norm_breaches b
  join clinics c on c.region_id = ${region} and c.id = b.clinic_id
  join regions r on r.code = ${region}
  cross join lateral (select coalesce(c.time_zone, r.time_zone) as zone) z
  join specialties s on s.id = b.specialty
  left join norms n on n.id = b.norm_id
  left join access_wait_now w on w.region_id = ${region} and w.clinic_id = b.clinic_id
    and w.specialty = b.specialty and w.kind = 'routine' and w.mode = 'in-person'
  where b.region_id = ${region}`;

export const PAGE_breaches = 30;

/** Open breaches that a manager answers for, the oldest first, with how many there are. */
export async function openBreaches(
  tx: Tx,
  reach: Reached,
  { specialty, page }: { readonly specialty?: string | undefined; readonly page: number },
) {
  const region = regionIn(tx);
  const of = sql`b.ended_at is null and ${reached(reach)}
    and (${specialty ?? null}::text is null or b.specialty = ${specialty ?? null})`;
  const { rows } = await sql<BreachLine>`${lines(region, tx)} and ${of}
    order by b.began_at, c.code, b.specialty
    limit ${PAGE_breaches}::integer offset ${(page - 1) * PAGE_breaches}::integer`.execute(tx.db);
  const { rows: counted } = await sql<{
    specialty: string;
    nameRu: string;
    nameEn: string;
    n: number;
  }>`
    select b.specialty, s.name_ru as "nameRu", s.name_en as "nameEn", count(*)::int as n from wait_norm_breaches b
    join clinics c on c.region_id = ${region} and c.id = b.clinic_id join specialties s on s.id = b.specialty
    where b.region_id = ${region} and b.ended_at is null and ${reached(reach)}
    group by 1, 2, 3 order by n desc, 1`.execute(tx.db);
  return { rows, counted };
}

/** The last breaches of everybody, the youngest first: they are public facts. */
export async function latestBreaches(tx: Tx, limit: number): Promise<BreachLine[]> {
  const { rows } = await sql<BreachLine>`${lines(regionIn(tx), tx)}
    order by b.noticed_at desc, c.code, b.specialty limit ${limit}::integer`.execute(tx.db);
  return rows;
}

/** The breaches of one clinic's specialty, the youngest first. */
export async function breachesOf(tx: Tx, clinicId: string, specialty: string) {
  const { rows } = await sql<BreachLine>`${lines(regionIn(tx), tx)}
    and b.clinic_id = ${clinicId}::uuid and b.specialty = ${specialty}
    order by b.began_at desc limit 20`.execute(tx.db);
  return rows;
}

/** How much is known, and how fresh it is, over what a manager answers for. */
export async function coverageOf(tx: Tx, reach: Reached) {
  const region = regionIn(tx);
  const { rows } = await sql<{
    name: string;
    silent: boolean;
    last_ok: Date | null;
    clinics: number;
    groups: number;
  }>`
    select src.name, src.silent, src.last_ok, count(distinct w.clinic_id)::int as clinics, count(*)::int as groups
    from access_wait_now w
    join clinics c on c.region_id = ${region} and c.id = w.clinic_id
    join access_sources src on src.region_id = ${region} and src.id = w.source_id
    where w.region_id = ${region} and w.kind = 'routine' and w.mode = 'in-person' and ${reached(reach)}
    group by src.id, src.name, src.silent, src.last_ok order by src.silent desc, src.name`.execute(
    tx.db,
  );
  const { rows: all } = await sql<{ clinics: number; told: number }>`
    select count(*)::int as clinics, (count(*) filter (where exists (select 1 from access_wait_now w
      where w.region_id = ${region} and w.clinic_id = c.id and not w.silent)))::int as told
    from clinics c where c.region_id = ${region} and ${reached(reach)}
      and coalesce(c.valid_to, 'infinity') >= ${tx.now}::date`.execute(tx.db);
  return { sources: rows, ...all[0]! };
}

const RECENT_days = 14;
const BEFORE_days = 56;

/** Why free places changed: the last two weeks against the six before; absent where either is not known. */
export async function causesOf(
  tx: Tx,
  groups: readonly { readonly clinic_id: string; readonly specialty: string }[],
): Promise<ReadonlyMap<string, Cause>> {
  if (groups.length === 0) return new Map();
  const { rows } = await sql<{
    clinic_id: string;
    specialty: string;
    is_recent: boolean;
    offered: number;
    load: number;
  }>`
    select d.clinic_id, d.specialty, d.day > ${tx.now}::date - ${RECENT_days}::integer as is_recent,
      avg(d.offered_30d)::float8 as offered,
      sum(d.offered_30d * d.load_permille)::float8 / sum(d.offered_30d) / 1000 as load
    from json_to_recordset(${JSON.stringify(groups)}::json) as g(clinic_id uuid, specialty text)
    join access_wait_days d on d.region_id = ${regionIn(tx)} and d.clinic_id = g.clinic_id
      and d.specialty = g.specialty and d.kind = 'routine' and d.mode = 'in-person'
      and d.day > ${tx.now}::date - ${BEFORE_days}::integer and d.known and d.offered_30d > 0
      and d.load_permille is not null
    group by 1, 2, 3`.execute(tx.db);
  const found = new Map<string, Cause>();
  for (const [key, pair] of Map.groupBy(rows, (row) => `${row.clinic_id} ${row.specialty}`)) {
    const after = pair.find(({ is_recent }) => is_recent);
    const before = pair.find(({ is_recent }) => !is_recent);
    if (before && after) found.set(key, splitCause(before, after));
  }
  return found;
}
