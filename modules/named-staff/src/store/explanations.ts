import { regionId, type CaseRow } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import './tables.ts';

const place = (id: string) => ({ table: 'named_explanations', column: 'text_sealed', row: id });

/** What the person named said to the clinic. */
export interface Explanation {
  readonly text: string | null;
  readonly at: Date;
  readonly late: boolean;
}

/** Explanations by the holder of a post on a case, oldest first. */
export async function explanationsOf(tx: Tx, row: CaseRow, postId: string): Promise<Explanation[]> {
  const rows = await tx.db
    .selectFrom('named_explanations')
    .select(['id', 'text_sealed', 'written_at', 'late'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .where('post_id', '=', postId)
    .orderBy('written_at')
    .orderBy('id')
    .execute();
  return Promise.all(
    rows.map(async ({ id, text_sealed, written_at, late }) => ({
      text: await tx.vault.open(row.data_key_id, place(id), text_sealed),
      at: written_at,
      late,
    })),
  );
}

export async function insertExplanation(
  tx: Tx,
  row: CaseRow,
  said: {
    readonly postId: string;
    readonly personId: string;
    readonly text: string;
    readonly late: boolean;
  },
): Promise<void> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('named_explanations')
    .values({
      region_id: regionId(tx),
      case_id: row.id,
      id,
      post_id: said.postId,
      text_sealed: await tx.vault.seal(row.data_key_id, place(id), said.text),
      person_id: said.personId,
      written_at: tx.now,
      late: said.late,
    })
    .execute();
}
