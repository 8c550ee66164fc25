import type { Ages } from '@otklik/attachment';
import type { Tx } from '@otklik/kernel';
import { regionId } from './sources.ts';

/** Codes of the registry's specialties. */
export async function specialtyCodes(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.db.selectFrom('specialties').select('id').execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whom a specialty is for: children alone, or adults too. */
export async function agesOf(tx: Tx, specialty: string): Promise<Ages> {
  const row = await tx.db
    .selectFrom('specialties')
    .select('population')
    .where('id', '=', specialty)
    .executeTakeFirst();
  return row?.population === 'child' ? 'child' : 'adult';
}

/** Names of specialties that any clinic of the region tells places of. */
export const toldSpecialties = (tx: Tx, region: string) =>
  tx.db
    .selectFrom('specialties as s')
    .select(['s.id', 's.name_ru as nameRu', 's.name_en as nameEn'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('access_wait_now as w')
          .select('w.specialty')
          .where('w.region_id', '=', region)
          .whereRef('w.specialty', '=', 's.id'),
      ),
    )
    .orderBy('s.name_ru')
    .execute();

/** Names of specialties that one clinic tells routine places of, by name. */
export const specialtiesAt = (tx: Tx, clinicId: string) =>
  tx.db
    .selectFrom('access_wait_now as w')
    .innerJoin('specialties as s', 's.id', 'w.specialty')
    .select(['s.id', 's.name_ru as nameRu', 's.name_en as nameEn'])
    .where('w.region_id', '=', regionId(tx))
    .where('w.clinic_id', '=', clinicId)
    .where('w.kind', '=', 'routine')
    .where('w.mode', '=', 'in-person')
    .orderBy('s.name_ru')
    .execute();

/** Ids of the region's clinics by their codes. */
export async function clinicIds(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.selectFrom('clinics').select(['code', 'id']).execute();
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** Names of these specialties by their codes. */
export async function namesOfSpecialties(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { nameRu: string; nameEn: string }>();
  const rows = await tx.db
    .selectFrom('specialties')
    .select(['id', 'name_ru as nameRu', 'name_en as nameEn'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

/** Every specialty, for choosing one. */
export const allSpecialties = (tx: Tx) =>
  tx.db
    .selectFrom('specialties')
    .select(['id', 'name_ru as nameRu', 'name_en as nameEn'])
    .orderBy('name_ru')
    .execute();
