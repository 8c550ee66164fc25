import type { Tx } from '@otklik/kernel';
import { regionOf } from '@otklik/kernel';

/** Names of organisations by their ids; unknown ids are left out. */
export async function organisationNames(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('organisations')
    .select(['id', 'name_ru'])
    .where('region_id', '=', regionOf(tx.scope) ?? '')
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name_ru]));
}
