import type { Tx } from '@otklik/kernel';

/** What a list needs of a clinic. */
export interface ClinicName {
  readonly id: string;
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
}

/** Clinics of a list by their ids, in one query. */
export async function clinicsByIds(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, ClinicName>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('clinics')
    .select(['id', 'code', 'name_ru', 'name_en'])
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, code: row.code, nameRu: row.name_ru, nameEn: row.name_en },
    ]),
  );
}
