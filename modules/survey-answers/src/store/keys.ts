import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { AppError, newSealPair, type KeyPort, type Tx } from '@otklik/kernel';
import { daysLater } from '../model/windows.ts';
import { regionIn } from './tables.ts';

export interface BatchKey {
  readonly id: string;
  readonly publicKey: Uint8Array;
}

/** The key that answers of a day are sealed to. @throws AppError unavailable while there is none */
export async function batchKeyOf(tx: Tx, day: string): Promise<BatchKey> {
  const row = await tx.db
    .selectFrom('answer_batch_keys')
    .select(['id', 'public_key'])
    .where('region_id', '=', regionIn(tx))
    .where('day', '=', day)
    .where('destroyed_on', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('unavailable', { reason: 'no-batch-key' });
  return { id: row.id, publicKey: row.public_key };
}

/**
 * The keys of yesterday, today and tomorrow by day: whatever the region's zone, today's is among them, so they are
 * asked for beside its zone and not after it.
 */
export async function batchKeysAround(tx: Tx): Promise<ReadonlyMap<string, BatchKey>> {
  const today = tx.now.toISOString().slice(0, 10);
  const { rows } = await sql<{ id: string; day: string; public_key: Uint8Array }>`
    select id, day, public_key from answer_batch_keys
    where region_id = ${regionIn(tx)} and day between ${daysLater(today, -1)} and ${daysLater(today, 1)}
      and destroyed_on is null`.execute(tx.db);
  return new Map(rows.map((row) => [row.day, { id: row.id, publicKey: row.public_key }]));
}

/** Makes keys of days that have none; as the answers' role. @returns how many */
export async function makeBatchKeys(
  tx: Tx,
  keys: KeyPort,
  days: readonly string[],
): Promise<number> {
  const made = days.map((day) => {
    const { publicKey, privateKey } = newSealPair();
    const { kekId, wrapped } = keys.wrap(privateKey);
    return {
      region_id: regionIn(tx),
      id: randomUUID(),
      day,
      public_key: Buffer.from(publicKey),
      kek_id: kekId,
      wrapped,
      destroyed_on: null,
    };
  });
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('answer_batch_keys')
    .values(made)
    .onConflict((conflict) => conflict.columns(['region_id', 'day']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0);
}

/** Makes keys of months that have none; as the app, which moderates what they seal. @returns how many */
export async function makeCommentKeys(
  tx: Tx,
  keys: KeyPort,
  months: readonly string[],
): Promise<number> {
  const made = months.map((month) => {
    const { publicKey, privateKey } = newSealPair();
    const { kekId, wrapped } = keys.wrap(privateKey);
    return {
      region_id: regionIn(tx),
      id: randomUUID(),
      month,
      public_key: Buffer.from(publicKey),
      kek_id: kekId,
      wrapped,
    };
  });
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('comment_keys')
    .values(made)
    .onConflict((conflict) => conflict.columns(['region_id', 'month']).doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0);
}
