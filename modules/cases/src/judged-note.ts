import type { Tx } from '@otklik/kernel';
import { noteById, openNote } from './store/supports.ts';

/**
 * A supporter's note in their own words, and as it stands in public; null where it does not. Null as a whole once it was
 * taken back.
 */
export async function noteJudged(
  tx: Tx,
  caseId: string,
  supportId: string,
): Promise<{ readonly text: string; readonly shown: string | null } | null> {
  const support = await noteById(tx, caseId, supportId);
  const text = support && (await openNote(tx, support));
  return text ? { text, shown: support.note_public } : null;
}
