import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import './tables.ts';

/** Working names of these people, by id, in the order of the names; who has none is left out. */
export async function namesOf(
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('desk_names')
    .select(['person_id', 'name'])
    .where('region_id', '=', regionId(tx))
    .where('person_id', 'in', personIds)
    .orderBy('name')
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.name]));
}

/** From now on colleagues see this name; an empty one takes it away. */
export async function setName(tx: Tx, personId: string, name: string): Promise<void> {
  const region_id = regionId(tx);
  if (name === '') {
    await tx.db
      .deleteFrom('desk_names')
      .where('region_id', '=', region_id)
      .where('person_id', '=', personId)
      .execute();
    return;
  }
  await tx.db
    .insertInto('desk_names')
    .values({ region_id, person_id: personId, name })
    .onConflict((conflict) => conflict.columns(['region_id', 'person_id']).doUpdateSet({ name }))
    .execute();
}
