// What those who watch need of complaints: words as they were sent, what filings are compared by, how tables hide few.
import type { CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { complaintOf } from './store/complaints.ts';

export { suppress, withSums } from './model/statistics/suppress.ts';
export { likeness } from './model/sketch/sketch.ts';
export { readWords } from './model/sketch/words.ts';
export { markCompared, sharingBands, sketchesOf, sketchesToCompare } from './store/sketches.ts';

/**
 * A story as its author sent it last, and as it stands in public; `text` is null once the words are erased.
 * @throws AppError not-found
 */
export async function storyAsSent(
  tx: Tx,
  row: Pick<CaseRow, 'id' | 'data_key_id'>,
): Promise<{ readonly text: string | null; readonly shown: string | null }> {
  const complaint = await complaintOf(tx, row.id);
  const place = { table: 'complaints', column: 'story_sealed', row: row.id };
  const text = complaint.story_sealed
    ? await tx.vault.open(row.data_key_id, place, complaint.story_sealed)
    : null;
  return { text, shown: complaint.story_public };
}
