import {
  copiesOf,
  GAP,
  publicAnswer,
  readCase,
  setPublicAnswer,
  showBeside,
  showPhotos,
  takeBeside,
  takePhotos,
  type CaseRow,
} from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';
import type { TakenKind } from './model/take-down.ts';
import { complaintOf, replacePublicStory } from './store/complaints.ts';
import {
  insertTakeDown,
  keptWords,
  markRestored,
  standingCopies,
  takeDownsOf,
  type NewTakeDown,
  type TakeDownRow,
} from './store/take-downs.ts';

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
  if (kind === 'notes' || kind === 'promises') {
    await takeBeside(tx, row.id, kind);
    return { words: null, answerId: null, photoIds: [] };
  }
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
  if (taken.kind === 'notes' || taken.kind === 'promises')
    return showBeside(tx, row.id, taken.kind);
  if (taken.kind === 'photos') return showPhotos(tx, row.id, taken.photo_ids);
  const words = await keptWords(tx, row, taken);
  if (words === null) throw new AppError('move-impossible', { reason: 'words-are-gone' });
  if (taken.kind === 'answer')
    return setPublicAnswer(tx, row.id, taken.answer_id!, { text: words, taken: false });
  return replacePublicStory(tx, row.id, words);
}

/**
 * The same answer goes out of sight at every case that got it, each with a row of its own: what is banned in one
 * place is not read on the next page.
 */
export async function takeCopies(
  tx: Tx,
  row: CaseRow,
  fresh: NewTakeDown,
  words: string,
  id: string,
): Promise<void> {
  for (const { caseId, answerId } of await copiesOf(tx, row.id, words, 'all')) {
    const there = await readCase(tx, { id: caseId });
    if (there.erased_at !== null) continue;
    await setPublicAnswer(tx, caseId, answerId, { text: GAP, taken: true });
    const copy = { ...fresh, case_id: caseId, answer_id: answerId, copy_of: id };
    await insertTakeDown(tx, there, copy, words);
  }
}

/** What a take-down took with it comes back with it; where the words are gone meanwhile, nothing does. */
export async function putCopiesIn(
  tx: Tx,
  taken: TakeDownRow,
  by: Parameters<typeof markRestored>[2],
): Promise<void> {
  for (const copy of await standingCopies(tx, taken.id)) {
    const there = await readCase(tx, { id: copy.case_id });
    if (there.erased_at !== null || there.published_at === null) continue;
    if (await markRestored(tx, copy.id, by)) await putIn(tx, there, copy);
  }
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
