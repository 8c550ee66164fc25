import { sql } from 'kysely';
import { regionOf, type Tx } from '@otklik/kernel';
import type { Outline } from '../model/outline.ts';

export interface Place {
  readonly id: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly abbrRu: string | null;
  readonly parentId: string | null;
  readonly clinics_count: number;
  /** Where its name fits on a map; null where no shape is known. */
  readonly label: { readonly lat: number; readonly lng: number } | null;
}

interface PlaceRow {
  id: string;
  kind: 'okrug' | 'district';
  parent_id: string | null;
  name_ru: string;
  name_en: string;
  abbr_ru: string | null;
  label_lat: number | null;
  label_lng: number | null;
  clinics_count: number;
}

/** Okrugs and districts of the region with their counts of clinics, in the order of their names. */
export async function placesOf(tx: Tx): Promise<{ okrugs: Place[]; districts: Place[] }> {
  const { rows } = await sql<PlaceRow>`
    with held as (
      select place.id, count(*) as clinics_count
      from clinics c, lateral (values (c.okrug_id), (c.district_id)) as place (id)
      where c.region_id = ${regionOf(tx.scope)} group by place.id
    )
    select d.id, d.kind, d.parent_id, d.name_ru, d.name_en, d.abbr_ru, d.label_lat, d.label_lng,
      coalesce(held.clinics_count, 0) as clinics_count
    from districts d left join held on held.id = d.id
    where d.region_id = ${regionOf(tx.scope)} order by d.name_ru`.execute(tx.db);
  const of = (kind: PlaceRow['kind']) => rows.filter((row) => row.kind === kind).map(placeOf);
  return { okrugs: of('okrug'), districts: of('district') };
}

const placeOf = (row: PlaceRow): Place => ({
  id: row.id,
  nameRu: row.name_ru,
  nameEn: row.name_en,
  abbrRu: row.abbr_ru,
  parentId: row.parent_id,
  clinics_count: row.clinics_count,
  label:
    row.label_lat === null || row.label_lng === null
      ? null
      : { lat: row.label_lat, lng: row.label_lng },
});

/** Whether a place of the region is an okrug, which districts belong to. */
export const isOkrug = async (tx: Tx, id: string): Promise<boolean> =>
  Boolean(
    await tx.db
      .selectFrom('districts')
      .select('id')
      .where('region_id', '=', regionOf(tx.scope) ?? '')
      .where('parent_id', '=', id)
      .limit(1)
      .executeTakeFirst(),
  );

export interface Shape {
  readonly id: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly okrugId: string | null;
  /** Rings in thousandths of a degree, lon then lat. */
  readonly outline: Outline;
}

/** Districts that have a shape, light enough for a page. */
export async function shapesOf(tx: Tx): Promise<Shape[]> {
  const rows = await tx.db
    .selectFrom('districts')
    .select(['id', 'name_ru', 'name_en', 'parent_id', 'outline'])
    .where('outline', 'is not', null)
    .orderBy('name_ru')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    nameRu: row.name_ru,
    nameEn: row.name_en,
    okrugId: row.parent_id,
    outline: row.outline ?? [],
  }));
}

/** A clinic's district by name, or its okrug where no district is known. */
export async function districtName(
  tx: Tx,
  { districtId, okrugId }: { readonly districtId: string | null; readonly okrugId: string | null },
): Promise<{ readonly ru: string; readonly en: string } | null> {
  const id = districtId ?? okrugId;
  if (id === null) return null;
  const row = await tx.db
    .selectFrom('districts')
    .select(['name_ru', 'name_en'])
    .where('region_id', '=', regionOf(tx.scope)!)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { ru: row.name_ru, en: row.name_en } : null;
}
