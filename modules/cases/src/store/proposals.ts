import type { Insertable, Selectable } from 'kysely';
import { AppError, regionOf, type Tx } from '@otklik/kernel';
import type { CaseProposalTable } from './tables.ts';

export type ProposalRow = Selectable<CaseProposalTable>;

const region = (tx: Tx): string => regionOf(tx.scope)!;
const ofCase = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('case_proposals')
    .selectAll()
    .where('region_id', '=', region(tx))
    .where('case_id', '=', caseId);

export type NewProposal = Pick<
  Insertable<CaseProposalTable>,
  'id' | 'round' | 'kind' | 'text_sealed' | 'proposed_by'
> &
  Partial<
    Pick<
      Insertable<CaseProposalTable>,
      | 'until'
      | 'body_code'
      | 'reason_code'
      | 'owner_sealed'
      | 'owner_id'
      | 'signer_name'
      | 'signer_post'
      | 'for_name'
      | 'for_post'
    >
  >;

export interface Signature {
  readonly name: string;
  readonly post: string;
  readonly forName?: string;
  readonly forPost?: string;
}

/** Who answers for a promise, as everybody reads it; null where nobody signed (questions, older ones). */
export const signedBy = (row: ProposalRow): Signature | null =>
  row.signer_name && row.signer_post
    ? {
        name: row.signer_name,
        post: row.signer_post,
        ...(row.for_name && row.for_post ? { forName: row.for_name, forPost: row.for_post } : {}),
      }
    : null;

/** Who of the clinic keeps what is proposed, as it was typed; null where nobody was named. */
export const ownerOf = async (
  tx: Tx,
  dataKeyId: string,
  { id, owner_sealed }: ProposalRow,
): Promise<string | null> =>
  owner_sealed === null
    ? null
    : tx.vault.open(
        dataKeyId,
        { table: 'case_proposals', column: 'owner_sealed', row: id },
        owner_sealed,
      );

export async function insertProposal(tx: Tx, caseId: string, fresh: NewProposal): Promise<void> {
  await tx.db
    .insertInto('case_proposals')
    .values({
      region_id: region(tx),
      case_id: caseId,
      state: 'open',
      text_public: null,
      until: null,
      body_code: null,
      reason_code: null,
      proposed_at: tx.now,
      decided_by: null,
      decided_at: null,
      reply_sealed: null,
      replied_at: null,
      owner_sealed: null,
      ...fresh,
    })
    .execute();
}

/** What waits for a decision. @throws AppError not-found */
export async function openProposal(tx: Tx, caseId: string): Promise<ProposalRow> {
  const row = await ofCase(tx, caseId).where('state', '=', 'open').executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'proposal' });
  return row;
}

/** Decides the open proposal; the words of an accepted one are made public by `publishProposal`. */
export async function settleProposal(
  tx: Tx,
  caseId: string,
  state: 'accepted' | 'refused' | 'lapsed',
  by: string,
): Promise<void> {
  await tx.db
    .updateTable('case_proposals')
    .set({ state, decided_at: tx.now, decided_by: by })
    .where('region_id', '=', region(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'open')
    .execute();
}

export async function setProposal(
  tx: Tx,
  caseId: string,
  id: string,
  change: Partial<Pick<ProposalRow, 'text_public' | 'text_sealed' | 'reply_sealed' | 'replied_at'>>,
): Promise<void> {
  await tx.db
    .updateTable('case_proposals')
    .set(change)
    .where('region_id', '=', region(tx))
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .execute();
}

export const proposalsOf = (tx: Tx, caseId: string): Promise<ProposalRow[]> =>
  ofCase(tx, caseId).orderBy('proposed_at').orderBy('id').execute();

/** The question that its author is to answer. @throws AppError not-found */
export async function askedQuestion(tx: Tx, caseId: string): Promise<ProposalRow> {
  const row = await ofCase(tx, caseId)
    .where('kind', '=', 'question')
    .where('state', '=', 'accepted')
    .orderBy('decided_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'proposal' });
  return row;
}
