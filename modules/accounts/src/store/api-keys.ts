import { newId, type Tx } from '@otklik/kernel';
import { dayOf, regionIn } from './tables.ts';

/** How much a key may ask for, and until when. */
export interface ApiKeyQuota {
  readonly perHour: number;
  readonly perDay: number;
  readonly validTo: Date | null;
}

/** @returns the key's id @throws by `one_living_api_key_per_name` */
export async function addApiKey(
  tx: Tx,
  facts: {
    readonly name: string;
    readonly keyHash: string;
    readonly scopes: readonly string[];
    readonly contactNote: string | null;
  } & ApiKeyQuota,
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
      per_hour_max: facts.perHour,
      per_day_max: facts.perDay,
      valid_to: facts.validTo,
      contact_note: facts.contactNote,
    })
    .execute();
  return id;
}

export const findApiKey = (tx: Tx, keyHash: string) =>
  tx.db
    .selectFrom('api_keys')
    .select(['id', 'scopes', 'last_used_day', 'per_hour_max', 'per_day_max'])
    .where('region_id', '=', regionIn(tx))
    .where('key_hash', '=', keyHash)
    .where('revoked_at', 'is', null)
    // A key whose time is over is to the door what a revoked one is.
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', tx.now)]))
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

/** Every key of the region, the living ones first, the newest first; never a hash. */
export const listApiKeys = (tx: Tx) =>
  tx.db
    .selectFrom('api_keys')
    .select([
      'id',
      'name',
      'scopes',
      'created_at',
      'revoked_at',
      'last_used_day',
      'per_hour_max',
      'per_day_max',
      'valid_to',
      'contact_note',
    ])
    .where('region_id', '=', regionIn(tx))
    .orderBy((eb) => eb('revoked_at', 'is not', null))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();

/** @returns false when there is no such living key */
export async function setApiKeyQuota(
  tx: Tx,
  id: string,
  { perHour, perDay, validTo }: ApiKeyQuota,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('api_keys')
    .set({ per_hour_max: perHour, per_day_max: perDay, valid_to: validTo })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
