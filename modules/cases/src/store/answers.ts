import type { Insertable, Selectable } from 'kysely';
import { AppError, type Tx } from '@otklik/kernel';
import type { KeptPhoto } from '../photos.ts';
import { regionId } from './cases.ts';
import { insertPhotos } from './photos.ts';
import type { CaseAnswerTable, CaseVerdictTable } from './tables.ts';

type NewAnswer = Pick<
  Insertable<CaseAnswerTable>,
  'id' | 'round' | 'outcome' | 'text_sealed' | 'signer_name' | 'signer_post' | 'written_by'
> &
  Partial<
    Pick<Insertable<CaseAnswerTable>, 'promises_sealed' | 'parts_sealed' | 'for_name' | 'for_post'>
  >;

export async function insertAnswer(
  tx: Tx,
  caseId: string,
  answer: NewAnswer,
  photos: readonly KeptPhoto[],
): Promise<void> {
  await tx.db
    .insertInto('case_answers')
    .values({
      region_id: regionId(tx),
      case_id: caseId,
      state: 'draft',
      text_public: null,
      written_at: tx.now,
      published_at: null,
      promises_sealed: null,
      for_name: null,
      for_post: null,
      ...answer,
    })
    .execute();
  await insertPhotos(tx, photos, { case_id: caseId, answer_id: answer.id, side: 'answer' });
}

/** The answer that waits for a moderator. @throws AppError not-found */
export async function draftAnswer(tx: Tx, caseId: string): Promise<Selectable<CaseAnswerTable>> {
  const row = await tx.db
    .selectFrom('case_answers')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'answer' });
  return row;
}

export async function setDraftState(
  tx: Tx,
  caseId: string,
  change: Partial<
    Pick<CaseAnswerTable, 'state' | 'text_public' | 'text_sealed' | 'promises_sealed'>
  > & {
    published_at?: Date;
    parts_sealed?: string | null;
    /** As JSON. */
    parts_public?: string | null;
  },
): Promise<void> {
  await tx.db
    .updateTable('case_answers')
    .set(change)
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'draft')
    .execute();
}

export const answersOf = (tx: Tx, caseId: string): Promise<Selectable<CaseAnswerTable>[]> =>
  tx.db
    .selectFrom('case_answers')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .orderBy('round')
    .orderBy('written_at')
    .orderBy('id')
    .execute();

export async function insertVerdict(
  tx: Tx,
  caseId: string,
  verdict: Pick<
    Insertable<CaseVerdictTable>,
    'round' | 'verdict' | 'unanswered_sealed' | 'still_wrong_sealed'
  >,
): Promise<void> {
  await tx.db
    .insertInto('case_verdicts')
    .values({ region_id: regionId(tx), case_id: caseId, given_at: tx.now, ...verdict })
    .execute();
}

export const verdictsOf = (tx: Tx, caseId: string): Promise<Selectable<CaseVerdictTable>[]> =>
  tx.db
    .selectFrom('case_verdicts')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .orderBy('round')
    .execute();
