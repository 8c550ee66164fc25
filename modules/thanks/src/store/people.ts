import type { Selectable } from 'kysely';
import { regionId } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import { postsByIds, type Post } from '@otklik/registry';
import type { ThanksPersonTable } from './tables.ts';
import type { ThanksRow } from './thanks.ts';

export type PersonRow = Selectable<ThanksPersonTable>;

/** Somebody thanked: the row, the author's words (null once erased) and the post a moderator found. */
export interface Thanked {
  readonly row: PersonRow;
  readonly words: string | null;
  readonly post: Post | null;
}

const placeOf = (thanksId: string, id: string) => ({
  table: 'thanks_people',
  column: 'words_sealed',
  row: `${thanksId}/${id}`,
});

/** Everybody whom it is for, in the order they were typed. */
export async function peopleOf(tx: Tx, thanks: ThanksRow): Promise<Thanked[]> {
  const rows = await tx.db
    .selectFrom('thanks_people')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('thanks_id', '=', thanks.id)
    .orderBy('id')
    .execute();
  const posts = await postsByIds(
    tx,
    rows.flatMap(({ post_id }) => (post_id ? [post_id] : [])),
  );
  return Promise.all(
    rows.map(async (row) => ({
      row,
      words: row.words_sealed
        ? await tx.vault.open(thanks.data_key_id, placeOf(thanks.id, row.id), row.words_sealed)
        : null,
      post: (row.post_id && posts.get(row.post_id)) || null,
    })),
  );
}

/** @returns the id of the new row */
export async function insertPerson(
  tx: Tx,
  thanks: Pick<ThanksRow, 'id' | 'data_key_id' | 'filed_at'>,
  words: string | null,
  settled: Partial<Pick<PersonRow, 'post_id' | 'settled_by'>> = {},
): Promise<string> {
  const id = newId(thanks.filed_at.getTime());
  await tx.db
    .insertInto('thanks_people')
    .values({
      region_id: regionId(tx),
      thanks_id: thanks.id,
      id,
      words_sealed: words
        ? await tx.vault.seal(thanks.data_key_id, placeOf(thanks.id, id), words)
        : '',
      post_id: settled.post_id ?? null,
      settled_by: settled.settled_by ?? null,
      unclear: false,
      consent: 'not-asked',
      asked_at: null,
      answered_at: null,
      answered_by: null,
      delivered_at: null,
    })
    .execute();
  return id;
}

export async function changePerson(
  tx: Tx,
  { thanks_id, id }: PersonRow,
  changes: Partial<Omit<PersonRow, 'region_id' | 'thanks_id' | 'id' | 'words_sealed'>>,
): Promise<void> {
  await tx.db
    .updateTable('thanks_people')
    .set(changes)
    .where('region_id', '=', regionId(tx))
    .where('thanks_id', '=', thanks_id)
    .where('id', '=', id)
    .execute();
}
