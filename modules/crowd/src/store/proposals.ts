import { sql, type Selectable } from 'kysely';
import { regionId } from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';
import type { ProposalTable } from './tables.ts';

export type ProposalRow = Selectable<ProposalTable>;
type Changes = Partial<
  Pick<
    ProposalRow,
    | 'text_sealed'
    | 'text_public'
    | 'danger'
    | 'state'
    | 'reason_code'
    | 'reason_sealed'
    | 'decided_at'
    | 'decided_by'
    | 'shown_at'
  >
>;

export const absent = (): AppError => new AppError('not-found', { kind: 'proposal' });

export const proposalsIn = (tx: Tx) =>
  tx.db.selectFrom('crowd_proposals').selectAll().where('region_id', '=', regionId(tx));

/** A place of a sealed value in this table. */
const placeOf = (column: 'text_sealed' | 'reason_sealed', id: string) => ({
  table: 'crowd_proposals',
  column,
  row: id,
});
export const sealIn = (
  tx: Tx,
  row: Pick<ProposalRow, 'id' | 'data_key_id'>,
  column: 'text_sealed' | 'reason_sealed',
  words: string,
): Promise<string> => tx.vault.seal(row.data_key_id, placeOf(column, row.id), words);

/** What the author wrote; null once it was erased. */
export const textOf = async (tx: Tx, row: ProposalRow): Promise<string | null> =>
  row.erased_at
    ? null
    : tx.vault.open(row.data_key_id, placeOf('text_sealed', row.id), row.text_sealed);
/** What a moderator said besides the reason. */
export const noteOf = async (tx: Tx, row: ProposalRow): Promise<string | null> =>
  row.reason_sealed && !row.erased_at
    ? tx.vault.open(row.data_key_id, placeOf('reason_sealed', row.id), row.reason_sealed)
    : null;

/** By its number; null when there is none. @param lock for a change */
export const findProposal = async (
  tx: Tx,
  number: string,
  lock = false,
): Promise<ProposalRow | null> =>
  (await proposalsIn(tx)
    .where('number', '=', number)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst()) ?? null;

export async function insertProposal(
  tx: Tx,
  row: Pick<
    ProposalRow,
    | 'id'
    | 'number'
    | 'project_id'
    | 'direction'
    | 'clinic_id'
    | 'data_key_id'
    | 'text_sealed'
    | 'author_id'
    | 'danger'
    | 'filed_at'
    | 'demo'
  >,
): Promise<void> {
  await tx.db
    .insertInto('crowd_proposals')
    .values({
      ...row,
      region_id: regionId(tx),
      state: 'waiting',
      version: 1,
      text_public: null,
      reason_code: null,
      reason_sealed: null,
      decided_at: null,
      decided_by: null,
      shown_at: null,
      erased_at: null,
    })
    .execute();
}

/** Writes a change of a locked row. @returns its version now */
export async function changeProposal(tx: Tx, row: ProposalRow, changes: Changes): Promise<number> {
  const { version } = await tx.db
    .updateTable('crowd_proposals')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('region_id', '=', regionId(tx))
    .where('id', '=', row.id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** Destroys what was written and by whom; the number and what was decided stay. Safe to run twice. */
export async function emptyProposals(
  tx: Tx,
  rows: readonly Pick<ProposalRow, 'id' | 'data_key_id'>[],
): Promise<void> {
  for (const { id, data_key_id } of rows) {
    await tx.vault.destroyKey(data_key_id);
    await untie(tx, id);
    await tx.db
      .updateTable('crowd_proposals')
      .set((eb) => ({
        text_sealed: '',
        text_public: null,
        reason_sealed: null,
        author_id: null,
        erased_at: eb.fn.coalesce('erased_at', sql<Date>`${tx.now}`),
      }))
      .where('region_id', '=', regionId(tx))
      .where('id', '=', id)
      .execute();
  }
}

/** The proposal was begun from this comment. A second one of the same comment is refused by the database. */
export async function tie(tx: Tx, proposalId: string, commentHash: string): Promise<void> {
  await tx.db
    .insertInto('crowd_proposal_ties')
    .values({ region_id: regionId(tx), proposal_id: proposalId, comment_hash: commentHash })
    .execute();
}

/** Taken back or erased: that it was begun from a comment goes with it, and the comment may be proposed again. */
export async function untie(tx: Tx, proposalId: string): Promise<void> {
  await tx.db
    .deleteFrom('crowd_proposal_ties')
    .where('region_id', '=', regionId(tx))
    .where('proposal_id', '=', proposalId)
    .execute();
}

/** Whether some proposal was begun from this comment. */
export const isTied = async (tx: Tx, commentHash: string): Promise<boolean> =>
  (await tx.db
    .selectFrom('crowd_proposal_ties')
    .select('proposal_id')
    .where('region_id', '=', regionId(tx))
    .where('comment_hash', '=', commentHash)
    .executeTakeFirst()) !== undefined;
