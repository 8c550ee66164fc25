import { AppError, newId, type Tx } from '@otklik/kernel';
import { isHeld } from './holds.ts';
import { regionIn } from './tables.ts';

export interface Tombstone {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
  readonly ground: string;
  readonly at: Date;
}

/**
 * Writes the tombstone of an erasure into its own transaction, and orders the copy outside the database.
 * A second erasure of one subject (a replay) keeps the first tombstone, and no later hold stops it: what
 * was erased once may not come back.
 *
 * @throws AppError move-impossible (`legal-hold`) while somebody has a right to the data
 */
export async function entomb(
  tx: Tx,
  erased: { readonly kind: string; readonly subjectId: string; readonly ground: string },
): Promise<void> {
  const known = await tx.db
    .selectFrom('erasures')
    .select('id')
    .where('region_id', '=', regionIn(tx))
    .where('kind', '=', erased.kind)
    .where('subject_id', '=', erased.subjectId)
    .executeTakeFirst();
  if (known) return;
  if (await isHeld(tx, erased.subjectId))
    throw new AppError('move-impossible', { reason: 'legal-hold' });
  await putTombstone(tx, { ...erased, id: newId(tx.now.getTime()), at: tx.now });
}

/** @returns whether the list did not know this subject yet */
export async function putTombstone(tx: Tx, stone: Tombstone): Promise<boolean> {
  const region = regionIn(tx);
  const made = await tx.db
    .insertInto('erasures')
    .values({
      region_id: region,
      id: stone.id,
      kind: stone.kind,
      subject_id: stone.subjectId,
      ground: stone.ground,
      at: stone.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made)
    await tx.enqueue(
      'retention.keep-tombstone',
      { region, id: stone.id },
      { key: `tombstone:${stone.id}` },
    );
  return Boolean(made);
}

/** The erasure list in the order of its ids. */
export async function tombstonesAfter(
  tx: Tx,
  after: string | null,
  limit: number,
): Promise<Tombstone[]> {
  const rows = await tx.db
    .selectFrom('erasures')
    .select(['id', 'kind', 'subject_id', 'ground', 'at'])
    .where('region_id', '=', regionIn(tx))
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ subject_id, ...row }) => ({ ...row, subjectId: subject_id }));
}

export const findTombstone = async (tx: Tx, id: string): Promise<Tombstone | null> => {
  const row = await tx.db
    .selectFrom('erasures')
    .select(['id', 'kind', 'subject_id', 'ground', 'at'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { subject_id, ...rest } = row;
  return { ...rest, subjectId: subject_id };
};
