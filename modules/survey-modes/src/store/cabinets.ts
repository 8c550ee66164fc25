import type { Tx } from '@otklik/kernel';
import type { Selectable } from 'kysely';
import { regionIn, type CabinetSystemTable } from './tables.ts';

export type Cabinet = Selectable<CabinetSystemTable>;

const cabinets = (tx: Tx) =>
  tx.db.selectFrom('cabinet_systems').selectAll().where('region_id', '=', regionIn(tx));

export const allCabinets = (tx: Tx): Promise<Cabinet[]> =>
  cabinets(tx).orderBy('valid_from', 'desc').orderBy('id').limit(200).execute();

/** The cabinet that comes with a key, while the agreement with it holds. */
export const cabinetOfKey = (tx: Tx, keyId: string, today: string): Promise<Cabinet | undefined> =>
  cabinets(tx)
    .where('key_id', '=', keyId)
    .where('valid_from', '<=', today)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>=', today)]))
    .executeTakeFirst();

export const insertCabinet = async (
  tx: Tx,
  cabinet: Omit<CabinetSystemTable, 'region_id'>,
): Promise<void> => {
  await tx.db
    .insertInto('cabinet_systems')
    .values({ region_id: regionIn(tx), ...cabinet })
    .execute();
};

/** Ends an agreement. @returns whether it went on until now */
export async function endCabinet(tx: Tx, id: string, yesterday: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('cabinet_systems')
    .set((is) => ({
      valid_to: is.fn<string>('greatest', ['valid_from', is.cast(is.val(yesterday), 'date')]),
    }))
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Uses an assertion up. @returns false when it was used before */
export async function spendAssertion(
  tx: Tx,
  system_id: string,
  { hash, expiresAt }: { readonly hash: string; readonly expiresAt: Date },
): Promise<boolean> {
  await tx.db
    .deleteFrom('cabinet_assertions')
    .where('region_id', '=', regionIn(tx))
    .where('system_id', '=', system_id)
    .where('expires_at', '<', tx.now)
    .execute();
  const made = await tx.db
    .insertInto('cabinet_assertions')
    .values({ region_id: regionIn(tx), system_id, assertion_hash: hash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('system_id')
    .executeTakeFirst();
  return made !== undefined;
}
