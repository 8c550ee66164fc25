import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';

/** What a list with places needs of a clinic. */
export interface ClinicPlace {
  readonly id: string;
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  /** The organisation that it belongs to; null where nobody knows. */
  readonly organisation: { readonly nameRu: string; readonly nameEn: string } | null;
  readonly address: string | null;
  /** Degrees, WGS 84; null where nobody knows. */
  readonly lat: number | null;
  readonly lng: number | null;
}

/** Clinics of a list with where they stand, by their ids, in one query. */
export async function clinicPlaces(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, ClinicPlace>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('clinics as clinic')
    .leftJoin('organisations as over', (join) =>
      join
        .onRef('over.region_id', '=', 'clinic.region_id')
        .onRef('over.id', '=', 'clinic.organisation_id'),
    )
    .select(['clinic.id', 'clinic.code', 'clinic.name_ru as nameRu', 'clinic.name_en as nameEn'])
    .select(['clinic.address_ru as address', 'clinic.lat', 'clinic.lng'])
    .select(['over.name_ru as overRu', 'over.name_en as overEn'])
    .where('clinic.id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ overRu, overEn, ...row }) => [
      row.id,
      {
        ...row,
        organisation: overRu === null ? null : { nameRu: overRu, nameEn: overEn ?? overRu },
      },
    ]),
  );
}

const EARTH_RADIUS_M = 6_371_000;

/**
 * The clinics that work today, nearest to a point first, with metres on the sphere (haversine).
 * @param limit how many
 */
export async function nearestClinics(
  tx: Tx,
  point: { readonly lat: number; readonly lng: number },
  limit: number,
) {
  const today = tx.now.toISOString().slice(0, 10);
  const distance = sql<number>`2 * ${EARTH_RADIUS_M}::float8 * asin(least(1, sqrt(
    sin(radians(c.lat - ${point.lat}::float8) / 2) ^ 2
    + cos(radians(${point.lat}::float8)) * cos(radians(c.lat)) * sin(radians(c.lng - ${point.lng}::float8) / 2) ^ 2)))`;
  return tx.db
    .selectFrom('clinics as c')
    .innerJoin('regions as r', 'r.code', 'c.region_id')
    .select(['c.code', 'c.name_ru as nameRu', 'c.name_en as nameEn'])
    .select(sql<string>`coalesce(c.time_zone, r.time_zone)`.as('zone'))
    .select(distance.as('distance_m'))
    .where('c.lat', 'is not', null)
    .where((is) => is.or([is('c.valid_to', 'is', null), is('c.valid_to', '>=', today)]))
    .orderBy('distance_m')
    .orderBy('c.code')
    .limit(limit)
    .execute();
}
