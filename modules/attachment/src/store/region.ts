import { AppError, regionOf, type Tx } from '@otklik/kernel';

/** @throws AppError internal outside a region */
export function regionIn(tx: Tx): string {
  const region = regionOf(tx.scope);
  if (region === null) throw new AppError('internal', { reason: 'no-region' });
  return region;
}

/** Ids of the region's clinics by their codes. */
export async function clinicIds(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db
    .selectFrom('clinics')
    .select(['code', 'id'])
    .where('region_id', '=', regionIn(tx))
    .execute();
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** The names of a region. */
export const regionNames = (tx: Tx) =>
  tx.db
    .selectFrom('regions')
    .select(['name_ru', 'name_en'])
    .where('code', '=', regionIn(tx))
    .executeTakeFirstOrThrow();
