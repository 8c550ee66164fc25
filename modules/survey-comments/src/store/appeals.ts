import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';

export type AppealState = 'waiting' | 'kept' | 'granted';

declare module '@otklik/db' {
  interface Tables {
    comment_appeals: {
      region_id: string;
      comment_id: string;
      state: AppealState;
      decided_by: string | null;
      decided_on: string | null;
    };
  }
}

/** What became of the wish for a second look; null where nobody asked. */
export async function appealOf(tx: Tx, id: string): Promise<AppealState | null> {
  const row = await tx.db
    .selectFrom('comment_appeals')
    .select('state')
    .where('region_id', '=', regionId(tx))
    .where('comment_id', '=', id)
    .executeTakeFirst();
  return row?.state ?? null;
}

/** @returns whether it was the first: a comment is looked at a second time, and no third */
export async function putAppeal(tx: Tx, comment_id: string): Promise<boolean> {
  const made = await tx.db
    .insertInto('comment_appeals')
    .values({
      region_id: regionId(tx),
      comment_id,
      state: 'waiting',
      decided_by: null,
      decided_on: null,
    })
    .onConflict((conflict) => conflict.columns(['region_id', 'comment_id']).doNothing())
    .returning('comment_id')
    .executeTakeFirst();
  return made !== undefined;
}

export async function settleAppeal(
  tx: Tx,
  comment_id: string,
  decided: { state: 'kept' | 'granted'; decided_by: string; decided_on: string },
): Promise<void> {
  await tx.db
    .updateTable('comment_appeals')
    .set(decided)
    .where('region_id', '=', regionId(tx))
    .where('comment_id', '=', comment_id)
    .execute();
}
