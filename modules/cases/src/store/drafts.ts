import type { Insertable, Selectable } from 'kysely';
import { AppError, recordedAs, type Actor, type Grant, type Tx } from '@otklik/kernel';
import { LIVING_DRAFTS, WAITING_DRAFTS, type DraftState } from '../model/signing.ts';
import { regionId, type CaseRow } from './cases.ts';
import { reachedIn } from './reach.ts';
import type { CaseAnswerDraftTable } from './tables-promises.ts';

export type DraftRow = Selectable<CaseAnswerDraftTable>;

/** The versions that a clinic wrote in a case, the oldest first. */
export const draftsOf = (
  tx: Tx,
  { id: caseId, clinic_id }: Pick<CaseRow, 'id' | 'clinic_id'>,
): Promise<DraftRow[]> =>
  tx.db
    .selectFrom('case_answer_drafts')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('clinic_id', '=', clinic_id)
    .orderBy('version')
    .execute();

/** The version that somebody can still go on with. */
export const livingDraft = (tx: Tx, caseId: string): Promise<DraftRow | undefined> =>
  tx.db
    .selectFrom('case_answer_drafts')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', 'in', LIVING_DRAFTS)
    .executeTakeFirst();

/**
 * The version that the person looked at, while it is the one that waits.
 * @throws AppError changed-meanwhile, move-impossible
 */
export async function waitingDraft(tx: Tx, caseId: string, id: string): Promise<DraftRow> {
  const living = await livingDraft(tx, caseId);
  if (living?.id !== id) throw new AppError('changed-meanwhile', { what: 'draft' });
  if (!WAITING_DRAFTS.includes(living.state))
    throw new AppError('move-impossible', { draft: living.state });
  return living;
}

export async function lastVersion(tx: Tx, caseId: string): Promise<number> {
  const { last } = await tx.db
    .selectFrom('case_answer_drafts')
    .select((eb) => eb.fn.max<number | null>('version').as('last'))
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

export const insertDraft = (
  tx: Tx,
  row: Omit<
    Insertable<CaseAnswerDraftTable>,
    'region_id' | 'decided_by' | 'decided_at' | 'remark_sealed'
  >,
) =>
  tx.db
    .insertInto('case_answer_drafts')
    .values({
      region_id: regionId(tx),
      decided_by: null,
      decided_at: null,
      remark_sealed: null,
      ...row,
    })
    .execute();

/** What became of a version, and who said so. */
export async function decideDraft(
  tx: Tx,
  caseId: string,
  id: string,
  state: DraftState,
  by: { readonly actor: Actor; readonly remark_sealed?: string | null },
): Promise<void> {
  await tx.db
    .updateTable('case_answer_drafts')
    .set({
      state,
      decided_by: recordedAs(by.actor),
      decided_at: tx.now,
      ...(by.remark_sealed === undefined ? {} : { remark_sealed: by.remark_sealed }),
    })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .execute();
}

/** Versions that nobody will sign any more: another answer was handed in. */
export async function replaceDrafts(tx: Tx, caseId: string): Promise<void> {
  await tx.db
    .updateTable('case_answer_drafts')
    .set({ state: 'replaced' })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', 'in', LIVING_DRAFTS)
    .execute();
}

const PLACES = {
  text_sealed: 'text_sealed',
  promises_sealed: 'promises_sealed',
  parts_sealed: 'parts_sealed',
  remark_sealed: 'remark_sealed',
} as const;

/** Seals a version's words under the case's key. */
export const sealDraft = (
  tx: Tx,
  row: Pick<CaseRow, 'data_key_id'>,
  id: string,
  column: keyof typeof PLACES,
  words: string,
) => tx.vault.seal(row.data_key_id, { table: 'case_answer_drafts', column, row: id }, words);

/** Null once the case's key is gone. */
export const openDraft = (
  tx: Tx,
  row: Pick<CaseRow, 'data_key_id'>,
  draft: DraftRow,
  column: keyof typeof PLACES,
): Promise<string | null> => {
  const sealed = draft[column];
  const place = { table: 'case_answer_drafts', column, row: draft.id };
  return sealed ? tx.vault.open(row.data_key_id, place, sealed) : Promise.resolve(null);
};

/** Cases within reach of these grants whose answer waits for a signature, the oldest version first. */
export const draftsToSign = (tx: Tx, grants: readonly Grant[], limit: number) =>
  tx.db
    .selectFrom('case_answer_drafts as draft')
    .innerJoin('cases', (join) =>
      join.onRef('cases.region_id', '=', 'draft.region_id').onRef('cases.id', '=', 'draft.case_id'),
    )
    .select([
      'cases.number',
      'cases.subject_ru',
      'cases.subject_en',
      'cases.clinic_id',
      'cases.due_at',
      'cases.zone',
      'draft.version',
      'draft.state',
      'draft.written_at',
    ])
    .where('draft.region_id', '=', regionId(tx))
    .where('draft.state', 'in', WAITING_DRAFTS)
    .where('cases.state', 'in', ['in-work', 'planned'])
    .where(reachedIn('cases', grants))
    .orderBy('cases.due_at')
    .orderBy('draft.written_at')
    .limit(limit)
    .execute();
