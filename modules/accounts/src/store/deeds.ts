import type { Place, Timestamp } from '@otklik/db';
import { newId, type Tx } from '@otklik/kernel';
import { later, regionIn } from './tables.ts';

const DEED_TERM_s = 1800;

interface ParkedDeedTable {
  region_id: string;
  id: string;
  person_id: string;
  data_key_id: string;
  content_sealed: string;
  created_at: Timestamp;
  expires_at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    parked_deeds: ParkedDeedTable;
  }
}

const place = (id: string): Place => ({ table: 'parked_deeds', column: 'content_sealed', row: id });

/** Keeps what was about to be sent, sealed, for half an hour. @returns its id */
export async function parkDeed(tx: Tx, personId: string, content: string): Promise<string> {
  const id = newId(tx.now.getTime());
  const key = await tx.vault.newKey();
  await tx.db
    .insertInto('parked_deeds')
    .values({
      region_id: regionIn(tx),
      id,
      person_id: personId,
      data_key_id: key,
      content_sealed: await tx.vault.seal(key, place(id), content),
      created_at: tx.now,
      expires_at: later(tx.now, DEED_TERM_s),
    })
    .execute();
  return id;
}

/** What its owner parked; null when it is not theirs or late. */
export async function findDeed(tx: Tx, personId: string, id: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('parked_deeds')
    .select(['data_key_id', 'content_sealed'])
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  return row ? tx.vault.open(row.data_key_id, place(id), row.content_sealed) : null;
}

/** Deletes parked deeds that nobody came back for, and their keys. @returns how many */
export async function sweepDeeds(tx: Tx): Promise<number> {
  const rows = await tx.db
    .deleteFrom('parked_deeds')
    .where('region_id', '=', regionIn(tx))
    .where('expires_at', '<', tx.now)
    .returning('data_key_id')
    .execute();
  for (const row of rows) await tx.vault.destroyKey(row.data_key_id);
  return rows.length;
}
