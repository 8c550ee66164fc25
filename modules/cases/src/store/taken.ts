import { AppError, type Tx } from '@otklik/kernel';
import { regionId } from './cases.ts';

/** What stands beside a case in words that are not its story and not an answer. */
export type BesideKind = 'notes' | 'promises';

/** Since when these words are out of public sight; null puts them back. @returns how many */
async function mark(tx: Tx, caseId: string, kind: BesideKind, at: Date | null): Promise<bigint> {
  const region = regionId(tx);
  if (kind === 'notes') {
    const { numUpdatedRows } = await tx.db
      .updateTable('case_supports')
      .set({ note_taken_at: at })
      .where('region_id', '=', region)
      .where('case_id', '=', caseId)
      .where('note_state', '=', 'published')
      .where('note_taken_at', at === null ? 'is not' : 'is', null)
      .executeTakeFirst();
    return numUpdatedRows;
  }
  const { numUpdatedRows: promises } = await tx.db
    .updateTable('case_promises')
    .set({ taken_at: at })
    .where('region_id', '=', region)
    .where('case_id', '=', caseId)
    .where('what', 'is not', null)
    .where('taken_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  const { numUpdatedRows: proposals } = await tx.db
    .updateTable('case_proposals')
    .set({ taken_at: at })
    .where('region_id', '=', region)
    .where('case_id', '=', caseId)
    .where('text_public', 'is not', null)
    .where('taken_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst();
  return promises + proposals;
}

/**
 * Takes supporters' notes, or promises with interim answers and questions, out of public sight; where the words
 * stood, the mark of a cut stays.
 * @throws AppError not-found: nothing of the kind is public
 */
export async function takeBeside(tx: Tx, caseId: string, kind: BesideKind): Promise<void> {
  if ((await mark(tx, caseId, kind, tx.now)) === 0n) throw new AppError('not-found', { kind });
}

/** Puts them back; those that are gone meanwhile stay gone. */
export async function showBeside(tx: Tx, caseId: string, kind: BesideKind): Promise<void> {
  await mark(tx, caseId, kind, null);
}
