import { AppError, type Tx } from '@otklik/kernel';
import { regionId } from './cases.ts';

/** The newest answer that everybody can read. @throws AppError not-found */
export async function publicAnswer(tx: Tx, caseId: string): Promise<{ id: string; text: string }> {
  const row = await tx.db
    .selectFrom('case_answers')
    .select(['id', 'text_public'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'published')
    .where('hidden_at', 'is', null)
    .orderBy('round', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row?.text_public) throw new AppError('not-found', { kind: 'answer' });
  return { id: row.id, text: row.text_public };
}

/** What everybody reads of an answer from now on. */
export async function setPublicAnswer(
  tx: Tx,
  caseId: string,
  answerId: string,
  text: string,
): Promise<void> {
  await tx.db
    .updateTable('case_answers')
    .set({ text_public: text })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('id', '=', answerId)
    .execute();
}

/** Closes every photo of a case that everybody could see. @returns their ids */
export async function takePhotos(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.db
    .updateTable('case_photos')
    .set({ state: 'closed' })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'published')
    .returning('id')
    .execute();
  if (rows.length === 0) throw new AppError('not-found', { kind: 'photo' });
  return rows.map(({ id }) => id);
}

/** Shows them again; those that are gone meanwhile stay gone. */
export async function showPhotos(tx: Tx, caseId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('case_photos')
    .set({ state: 'published' })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('id', 'in', ids)
    .where('state', '=', 'closed')
    .execute();
}
