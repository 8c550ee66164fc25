import {
  GAP,
  publicAnswer,
  setPublicAnswer,
  showPhotos,
  takePhotos,
  type CaseRow,
} from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';
import type { TakenKind } from './model/take-down.ts';
import { complaintOf, replacePublicStory } from './store/complaints.ts';
import { keptWords, takeDownsOf, type TakeDownRow } from './store/take-downs.ts';

/** What is taken down, before it goes: the words, or the photos that were shown. */
export interface Taken {
  readonly words: string | null;
  readonly answerId: string | null;
  readonly photoIds: string[];
}

/**
 * Takes a text or the photos out of public sight; where words stood, the mark of a cut stays.
 * @throws AppError not-found: nothing of the kind is public
 */
export async function takeOut(tx: Tx, row: CaseRow, kind: TakenKind): Promise<Taken> {
  if (kind === 'photos')
    return { words: null, answerId: null, photoIds: await takePhotos(tx, row.id) };
  if (kind === 'answer') {
    const { id, text } = await publicAnswer(tx, row.id);
    await setPublicAnswer(tx, row.id, id, { text: GAP, taken: true });
    return { words: text, answerId: id, photoIds: [] };
  }
  const { story_public } = await complaintOf(tx, row.id);
  if (story_public === null) throw new AppError('not-found', { kind: 'story' });
  await replacePublicStory(tx, row.id, GAP);
  return { words: story_public, answerId: null, photoIds: [] };
}

/** Puts back what a row took. @throws AppError move-impossible once the words were erased or withdrawn */
export async function putIn(tx: Tx, row: CaseRow, taken: TakeDownRow): Promise<void> {
  if (row.erased_at !== null || row.published_at === null)
    throw new AppError('move-impossible', { reason: 'words-are-gone' });
  if (taken.kind === 'photos') return showPhotos(tx, row.id, taken.photo_ids);
  const words = await keptWords(tx, row, taken);
  if (words === null) throw new AppError('move-impossible', { reason: 'words-are-gone' });
  if (taken.kind === 'answer')
    return setPublicAnswer(tx, row.id, taken.answer_id!, { text: words, taken: false });
  return replacePublicStory(tx, row.id, words);
}

/** The public row of a take-down: when, why, on whose decision; never who of us pressed the button. */
export const publicTakeDown = (row: TakeDownRow) => ({
  id: row.id,
  kind: row.kind,
  ground: row.ground,
  demandedBy: row.demanded_by,
  decidedBy: row.decided_by,
  decider: row.decider,
  decisionNumber: row.decision_number,
  decisionDate: row.decision_date,
  takenAt: row.taken_at,
  restoredAt: row.restored_at,
  restoreGround: row.restore_ground,
});

/** What was taken down in one case, for its page. */
export const takenFrom = async (tx: Tx, caseId: string) =>
  (await takeDownsOf(tx, caseId)).map(publicTakeDown);
