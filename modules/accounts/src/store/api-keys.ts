import { newId, type Tx } from '@otklik/kernel';
import { dayOf, regionIn } from './tables.ts';

/** @returns the key's id @throws by `one_living_api_key_per_name` */
export async function addApiKey(
  tx: Tx,
  facts: { readonly name: string; readonly keyHash: string; readonly scopes: readonly string[] },
): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('api_keys')
    .values({
      region_id: regionIn(tx),
      id,
      name: facts.name,
      key_hash: facts.keyHash,
      scopes: [...facts.scopes],
      created_at: tx.now,
      revoked_at: null,
      last_used_day: null,
    })
    .execute();
  return id;
}

export const findApiKey = (tx: Tx, keyHash: string) =>
  tx.db
    .selectFrom('api_keys')
    .select(['id', 'scopes', 'last_used_day'])
    .where('region_id', '=', regionIn(tx))
    .where('key_hash', '=', keyHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();

export async function touchApiKey(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('api_keys')
    .set({ last_used_day: dayOf(tx.now) })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

/** @returns false when there is no such living key */
export async function revokeApiKey(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('api_keys')
    .set({ revoked_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
