import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionId } from './store/sources.ts';

/** Whose routine places in person are meant. */
export interface PlacePair {
  readonly clinicId: string;
  readonly specialty: string;
}
export const placeKey = ({ clinicId, specialty }: PlacePair): string => `${clinicId} ${specialty}`;

/** The first free place of each pair; null: none within the horizon; absent: nobody tells, or its source is silent. */
export async function firstPlaces(
  tx: Tx,
  pairs: readonly PlacePair[],
): Promise<ReadonlyMap<string, Date | null>> {
  if (pairs.length === 0) return new Map();
  const { rows } = await sql<{ clinicId: string; specialty: string; k1_at: Date | null }>`
    select w.clinic_id as "clinicId", w.specialty, w.k1_at
    from json_to_recordset(${JSON.stringify(pairs)}::json) as g("clinicId" uuid, specialty text)
    join access_wait_now w on w.region_id = ${regionId(tx)} and w.clinic_id = g."clinicId"
      and w.specialty = g.specialty and w.kind = 'routine' and w.mode = 'in-person'
    where not w.silent and w.changed_at is not null`.execute(tx.db);
  return new Map(rows.map((row) => [placeKey(row), row.k1_at]));
}

export interface EarlierPlace {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly zone: string;
  readonly firstAt: Date;
}
const SHOWN = 5;

/**
 * Clinics of the region whose first place is earlier than an instant (null: than any), the earliest first.
 * Beside a clinic for adults none for children is named, nor the other way round.
 */
export async function earlierPlaces(
  tx: Tx,
  specialty: string,
  before: Date | null,
  except: string | null,
): Promise<EarlierPlace[]> {
  const region = regionId(tx);
  const { rows } = await sql<EarlierPlace>`
    select c.code, c.name_ru as "nameRu", c.name_en as "nameEn", coalesce(c.time_zone, r.time_zone) as zone,
      w.k1_at as "firstAt"
    from access_wait_now w
    join clinics c on c.region_id = ${region} and c.id = w.clinic_id
    join regions r on r.code = ${region}
    left join clinics own on own.region_id = ${region} and own.id = ${except}::uuid
    where w.region_id = ${region} and w.specialty = ${specialty} and w.kind = 'routine' and w.mode = 'in-person'
      and not w.silent and w.k1_at > ${tx.now} and (${before}::timestamptz is null or w.k1_at < ${before})
      and (own.id is null or (own.id <> c.id and (own.audience = c.audience or 'both' in (own.audience, c.audience))))
      and coalesce(c.valid_to, 'infinity') >= ${tx.now}::date
    order by w.k1_at, c.name_ru limit ${SHOWN}::integer`.execute(tx.db);
  return rows;
}
