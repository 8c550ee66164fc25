import type { Pool } from 'pg';
import { isAppError, regionOf, type KeyPort, type Tx } from '@otklik/kernel';

/** How many living data keys of a region need a key-encryption key. */
export interface KekUse {
  readonly region: string;
  readonly kekId: string;
  readonly dataKeys: number;
}

/** What needs which key-encryption key, in every region; destroyed data keys need none. */
export async function kekUse(auditorPool: Pool): Promise<KekUse[]> {
  const { rows } = await auditorPool.query<KekUse>(
    `select region_id as region, kek_id as "kekId", count(*) as "dataKeys" from data_keys
     where destroyed_at is null group by region_id, kek_id order by region_id, kek_id`,
  );
  return rows;
}

export interface RewrappedBatch {
  readonly rewrapped: number;
  /** Ids of data keys that no key here opens; they stay as they are. */
  readonly failed: readonly string[];
  /** Where the next batch goes on; null at the end. */
  readonly cursor: string | null;
}

const BATCH_KEYS = 500;
const NO_KEY = '00000000-0000-0000-0000-000000000000';

/**
 * Wraps the next data keys of a region with the current key-encryption key. The data keys themselves, and
 * so all that is sealed with them, stay as they are. What is done is no longer found, so a run that was cut
 * off goes on where it stopped, and one after the last changes nothing.
 */
export async function rewrapDataKeys(
  tx: Tx,
  keys: KeyPort,
  after: string | null,
  limit = BATCH_KEYS,
): Promise<RewrappedBatch> {
  const region = regionOf(tx.scope) ?? '';
  const rows = await tx.db
    .selectFrom('data_keys')
    .select(['id', 'kek_id', 'wrapped'])
    .where('region_id', '=', region)
    .where('wrapped', 'is not', null)
    .where('kek_id', '<>', keys.currentKekId)
    .where('id', '>', after ?? NO_KEY)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute();
  const failed: string[] = [];
  let rewrapped = 0;
  for (const { id, kek_id, wrapped } of rows) {
    if (wrapped === null) continue;
    try {
      const fresh = keys.wrap(keys.unwrap(kek_id, wrapped));
      // Only over what was read: a key that was destroyed in between is never brought back.
      const { numUpdatedRows } = await tx.db
        .updateTable('data_keys')
        .set({ kek_id: fresh.kekId, wrapped: fresh.wrapped })
        .where('region_id', '=', region)
        .where('id', '=', id)
        .where('wrapped', '=', wrapped)
        .executeTakeFirst();
      rewrapped += Number(numUpdatedRows);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'unavailable') throw error;
      failed.push(id);
    }
  }
  return { rewrapped, failed, cursor: rows.length < limit ? null : rows.at(-1)!.id };
}
