import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { Clinic } from '@otklik/registry';
import { LIGHT_days, LIST_days } from '../model.ts';
import { lineOf, type WaitLine } from '../view.ts';
import { regionId } from './sources.ts';

/** A clinic with what is known of one specialty's routine visits in person. */
export interface ClinicWaitRow {
  readonly id: string;
  readonly code: string;
  readonly name_ru: string;
  readonly name_en: string | null;
  readonly address_ru: string | null;
  readonly okrug_id: string | null;
  readonly district_id: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
  /** Samples behind the light; null where there was none of late. */
  readonly light_known: number | null;
  readonly light_in_comfort: number | null;
  /** Null: this clinic tells nothing of the specialty. */
  readonly silent: boolean | null;
  readonly k1_days: number | null;
  readonly k3_days: number | null;
  readonly k1_at: Date | null;
  readonly places_7d: number | null;
  readonly places_30d: number | null;
  readonly busy_30d: number | null;
  readonly book_url: string | null;
  readonly source_name: string | null;
  readonly last_ok: Date | null;
  readonly by_referral: boolean;
  /** People on the list that is served before slots are opened, as last told; null: no list is told of. */
  readonly list_length: number | null;
  /** It tells of some specialty. */
  readonly tells: boolean;
  readonly demo: boolean | null;
  /** The clinic's patients are those the specialty is for. */
  readonly fits: boolean;
}

/** Every clinic that works today, with its wait for one specialty. */
export async function clinicWaits(
  tx: Tx,
  specialty: string,
  clinicId?: string,
): Promise<ClinicWaitRow[]> {
  const { rows } = await clinicWaitsQuery(tx, specialty, clinicId).execute(tx.db);
  return rows;
}

/** The statement of `clinicWaits`: a bench asks the database for its plan. */
export function clinicWaitsQuery(tx: Tx, specialty: string, clinicId?: string) {
  const region = regionId(tx);
  const today = tx.now.toISOString().slice(0, 10);
  return sql<ClinicWaitRow>`
    select c.id, c.code, c.name_ru, c.name_en, c.address_ru, c.okrug_id, c.district_id, c.lat, c.lng,
      li.known as light_known, li.in_comfort as light_in_comfort, w.silent,
      (w.k1_at at time zone z.zone)::date - (${tx.now}::timestamptz at time zone z.zone)::date as k1_days,
      (w.k3_at at time zone z.zone)::date - (${tx.now}::timestamptz at time zone z.zone)::date as k3_days,
      w.k1_at, w.places_7d, w.places_30d, w.busy_30d, w.book_url, src.name as source_name, src.last_ok, src.demo,
      (select l.length from access_waiting_lists l where l.region_id = ${region} and l.clinic_id = c.id
        and l.specialty = ${specialty} and l.day > ${today}::date - ${LIST_days}::integer
        order by l.day desc limit 1) as list_length,
      coalesce('both' in (sp.population, c.audience) or sp.population = c.audience, true) as fits,
      exists (select 1 from access_wait_now f where f.region_id = ${region} and f.clinic_id = c.id
        and f.specialty = ${specialty} and f.kind = 'referral') as by_referral,
      -- Whoever tells of this specialty tells of some: the others alone are asked for.
      case when w.silent is null then exists (
        select 1 from access_wait_now a where a.region_id = ${region} and a.clinic_id = c.id)
      else true end as tells
    from clinics c
    join regions r on r.code = c.region_id
    cross join lateral (select coalesce(c.time_zone, r.time_zone) as zone) z
    left join specialties sp on sp.id = ${specialty}
    left join access_wait_now w on w.region_id = ${region} and w.clinic_id = c.id and w.specialty = ${specialty}
      and w.kind = 'routine' and w.mode = 'in-person'
    left join access_wait_lights li on li.region_id = ${region} and li.clinic_id = c.id and li.specialty = ${specialty}
      and li.kind = 'routine' and li.mode = 'in-person' and li.day > ${today}::date - ${LIGHT_days}::integer
    left join access_sources src on src.region_id = ${region} and src.id = w.source_id
    where c.region_id = ${region} and coalesce(c.valid_to, 'infinity') >= ${today}::date
      and (${clinicId ?? null}::uuid is null or c.id = ${clinicId ?? null}::uuid)`;
}

export interface DayRow {
  readonly clinic_id: string;
  readonly day: string;
  readonly k1_days: number | null;
  readonly k3_days: number | null;
  readonly known: boolean;
  readonly load_permille: number | null;
}

/** Samples of the last days, the oldest first. */
export async function daysOf(
  tx: Tx,
  clinics: readonly string[],
  specialty: string,
  days: number = LIGHT_days,
): Promise<DayRow[]> {
  if (clinics.length === 0) return [];
  const { rows } = await sql<DayRow>`
    select clinic_id, day::text as day, k1_days, k3_days, known, load_permille from access_wait_days
    where region_id = ${regionId(tx)} and specialty = ${specialty} and kind = 'routine' and mode = 'in-person'
      and clinic_id = any (${clinics as string[]}::uuid[]) and day > ${tx.now}::date - ${days}::integer
    order by clinic_id, day`.execute(tx.db);
  return rows;
}

/** The comfort range of a specialty that holds on a day; three days where nobody set one. */
export async function comfortOf(tx: Tx, specialty: string): Promise<number> {
  const row = await tx.db
    .selectFrom('access_comfort')
    .select('days_max')
    .where('region_id', '=', regionId(tx))
    .where('specialty', 'in', [specialty, '*'])
    .where('valid_from', '<=', tx.now.toISOString().slice(0, 10))
    .orderBy((eb) => eb('specialty', '=', '*'))
    .orderBy('valid_from', 'desc')
    .executeTakeFirst();
  return row?.days_max ?? 3;
}

/** The last change point at or before an instant; undefined: nothing was known yet. */
export async function changeBefore(tx: Tx, clinicId: string, specialty: string, at: Date) {
  return tx.db
    .selectFrom('access_wait_changes')
    .select(['at', 'k1_at', 'k3_at', 'silent'])
    .where('region_id', '=', regionId(tx))
    .where('clinic_id', '=', clinicId)
    .where('specialty', '=', specialty)
    .where('kind', '=', 'routine')
    .where('mode', '=', 'in-person')
    .where('at', '<=', at)
    .orderBy('at', 'desc')
    .orderBy('n', 'desc')
    .executeTakeFirst();
}

/** The middle of a district or okrug; null where nobody drew it. */
export async function districtPoint(tx: Tx, id: string) {
  const row = await tx.db
    .selectFrom('districts')
    .select(['label_lat', 'label_lng'])
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.label_lat === null || row.label_lng === null) return null;
  return { lat: row.label_lat, lng: row.label_lng };
}

/** The other branches of a clinic's organisation with their waits, by name; none where it stands alone. */
export async function branchesOf(
  tx: Tx,
  { id, organisationId }: Pick<Clinic, 'id' | 'organisationId'>,
  specialty: string,
): Promise<WaitLine[]> {
  if (organisationId === null) return [];
  const rows = await tx.db
    .selectFrom('clinics')
    .select('id')
    .where('region_id', '=', regionId(tx))
    .where('organisation_id', '=', organisationId)
    .where('id', '<>', id)
    .orderBy('order_key')
    .limit(BRANCHES_max)
    .execute();
  const lines: WaitLine[] = [];
  for (const branch of rows)
    for (const row of await clinicWaits(tx, specialty, branch.id)) lines.push(lineOf(row, tx.now));
  return lines;
}

const BRANCHES_max = 30;
