import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import './tables.ts';

/** The account that the holder of a post signs in with: the id of its person. */
export const accountOf = async (
  tx: Tx,
  postId: string,
): Promise<{ personId: string; since: Date } | null> => {
  const row = await tx.db
    .selectFrom('named_accounts')
    .select(['person_id', 'tied_at'])
    .where('region_id', '=', regionId(tx))
    .where('post_id', '=', postId)
    .executeTakeFirst();
  return row ? { personId: row.person_id, since: row.tied_at } : null;
};

/** The posts that somebody's account is tied to. */
export const postsOfAccount = async (tx: Tx, personId: string): Promise<string[]> =>
  (
    await tx.db
      .selectFrom('named_accounts')
      .select('post_id')
      .where('region_id', '=', regionId(tx))
      .where('person_id', '=', personId)
      .execute()
  ).map((row) => row.post_id);

/** A post has one account: a second is refused by the table itself, as `already-exists`. */
export async function insertAccount(
  tx: Tx,
  tie: { readonly postId: string; readonly personId: string; readonly tiedBy: string },
): Promise<void> {
  await tx.db
    .insertInto('named_accounts')
    .values({
      region_id: regionId(tx),
      post_id: tie.postId,
      person_id: tie.personId,
      tied_by: tie.tiedBy,
      tied_at: tx.now,
    })
    .execute();
}

/** @returns false when no account was tied to the post */
export async function deleteAccount(tx: Tx, postId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('named_accounts')
    .where('region_id', '=', regionId(tx))
    .where('post_id', '=', postId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The account of somebody whose data are erased is nobody's any more. */
export async function untieAccounts(tx: Tx, personId: string): Promise<void> {
  await tx.db
    .deleteFrom('named_accounts')
    .where('region_id', '=', regionId(tx))
    .where('person_id', '=', personId)
    .execute();
}
