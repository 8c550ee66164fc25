import type { Tx } from '@otklik/kernel';

/** Codes of the registry's specialties. */
export async function specialtyCodes(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.db.selectFrom('specialties').select('id').execute();
  return new Set(rows.map(({ id }) => id));
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
