import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import './tables.ts';

/** The words of these wishes go for good; labels, which hold nothing of a person, stay counted. */
async function emptyWishes(
  tx: Tx,
  rows: readonly { readonly id: string; readonly data_key_id: string }[],
): Promise<void> {
  for (const { id, data_key_id } of rows) {
    await tx.vault.destroyKey(data_key_id);
    await tx.db
      .updateTable('wishes')
      .set({ text_sealed: '', contact_id: null })
      .where('region_id', '=', regionId(tx))
      .where('id', '=', id)
      .execute();
  }
}

const withWords = (tx: Tx) =>
  tx.db
    .selectFrom('wishes')
    .select(['id', 'data_key_id'])
    .where('region_id', '=', regionId(tx))
    .where('text_sealed', '<>', '');

/** Wishes settled before an instant, at most so many at once. @returns how many */
export async function forgetWishesBefore(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await withWords(tx).where('settled_at', '<', before).limit(limit).execute();
  await emptyWishes(tx, rows);
  return rows.length;
}

/** Every wish that somebody left. */
export const forgetWishesOf = async (tx: Tx, contactId: string): Promise<void> =>
  emptyWishes(tx, await withWords(tx).where('contact_id', '=', contactId).execute());
