import { AppError, type Grant, type Tx } from '@otklik/kernel';
import { regionId } from './cases.ts';
import { reached } from './lists.ts';

const hidden = (tx: Tx) =>
  tx.db
    .selectFrom('case_answers')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'case_answers.region_id')
        .onRef('cases.id', '=', 'case_answers.case_id'),
    )
    .where('case_answers.region_id', '=', regionId(tx))
    .where('case_answers.hidden_at', 'is not', null);

/** Published answers to erased messages that wait for a look, the oldest first. */
export const hiddenAnswers = (tx: Tx, grants: readonly Grant[], limit: number) =>
  hidden(tx)
    .select(['case_answers.id', 'cases.number', 'text_public', 'hidden_at'])
    .where('case_answers.case_id', 'in', (eb) =>
      eb
        .selectFrom('cases')
        .select('id')
        .where('region_id', '=', regionId(tx))
        .where((cases) => reached(cases, grants)),
    )
    .orderBy('hidden_at')
    .limit(limit)
    .execute();

/** The words of a hidden answer. @throws AppError not-found */
export async function answerToRelease(tx: Tx, caseId: string, answerId: string): Promise<string> {
  const row = await hidden(tx)
    .select('text_public')
    .where('cases.id', '=', caseId)
    .where('case_answers.id', '=', answerId)
    .executeTakeFirst();
  if (!row?.text_public) throw new AppError('not-found', { kind: 'answer' });
  return row.text_public;
}

/** The answer as a moderator has cut it is public again; its parts hold what was cut, and go. */
export async function releaseAnswer(
  tx: Tx,
  caseId: string,
  answerId: string,
  text: string,
): Promise<void> {
  await tx.db
    .updateTable('case_answers')
    .set({ text_public: text, parts_public: null, text_sealed: null, hidden_at: null })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('id', '=', answerId)
    .execute();
}

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

/**
 * What everybody reads of an answer from now on, as one text: its parts hold what is taken out of it. `taken`:
 * its words are out of sight on somebody's demand, and what was added to them with them.
 */
export async function setPublicAnswer(
  tx: Tx,
  caseId: string,
  answerId: string,
  { text, taken }: { readonly text: string; readonly taken: boolean },
): Promise<void> {
  await tx.db
    .updateTable('case_answers')
    .set({ text_public: text, parts_public: null, taken_at: taken ? tx.now : null })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('id', '=', answerId)
    .execute();
}
