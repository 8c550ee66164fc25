import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { AppealRow } from './appeals.ts';

/** An appeal that stands by itself, by its own number. */
export const loneAppealOf = (
  tx: Tx,
  number: string,
  lock = false,
): Promise<AppealRow | undefined> =>
  tx.db
    .selectFrom('complaint_appeals')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('number', '=', number)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();

/** What somebody filed by itself, the newest first. */
export const loneAppealsOf = (tx: Tx, authorId: string): Promise<AppealRow[]> =>
  tx.db
    .selectFrom('complaint_appeals')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('author_id', '=', authorId)
    .orderBy('filed_at', 'desc')
    .limit(1000)
    .execute();

/** Its words go; that it was, and what became of it, stays. Safe to run twice. */
export async function emptyAppeal(tx: Tx, id: string): Promise<void> {
  const row = await tx.db
    .updateTable('complaint_appeals')
    .set((eb) => ({
      text_sealed: '',
      surname_sealed: '',
      address_sealed: '',
      answer_sealed: null,
      author_id: null,
      erased_at: eb.fn.coalesce('erased_at', eb.val(tx.now)),
    }))
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('case_id', 'is', null)
    .returning('data_key_id')
    .executeTakeFirst();
  if (row?.data_key_id) await tx.vault.destroyKey(row.data_key_id);
}
