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

/** What somebody has sent that fitted no topic or no clinic, the oldest first; the words that are kept still. */
export async function wishesOf(tx: Tx, contactId: string) {
  const rows = await tx.db
    .selectFrom('wishes')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('contact_id', '=', contactId)
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async ({ id, kind, clinic_code, data_key_id, text_sealed, ...row }) => {
      const place = { table: 'wishes', column: 'text_sealed', row: id };
      return {
        kind,
        clinic: clinic_code,
        sentAt: row.created_at,
        text: text_sealed ? await tx.vault.open(data_key_id, place, text_sealed) : null,
        outcome: row.outcome,
        settledAt: row.settled_at,
      };
    }),
  );
}

/** Every wish that somebody left goes. */
export const forgetWishesOf = async (tx: Tx, contactId: string): Promise<void> =>
  emptyWishes(tx, await withWords(tx).where('contact_id', '=', contactId).execute());
