import { newId, type Tx } from '@otklik/kernel';
import {
  changePlace,
  insertAnswerChange,
  setAnswerText,
  type AnswerChangeRow,
} from './store/answer-changes.ts';
import { loadForMove, type CaseRow } from './store/cases.ts';
import { copiesOf } from './store/copies.ts';
import { tellAnswerChanged } from './tell-signing.ts';

/**
 * What was mended in or added to a lead's answer stands in every copy of it too, and each author is told: the
 * answer went to all.
 *
 * @param was the answer's words before the change, by which its copies are found
 */
export async function changeCopies(
  tx: Tx,
  row: CaseRow,
  { kind, written_by }: Pick<AnswerChangeRow, 'kind' | 'written_by'>,
  decidedBy: string,
  { was, text }: { readonly was: string; readonly text: string },
): Promise<void> {
  for (const { caseId, answerId } of await copiesOf(tx, row.id, was, 'members')) {
    const { row: member } = await loadForMove(tx, { id: caseId });
    if (member.erased_at !== null) continue;
    const id = newId(tx.now.getTime());
    const place = changePlace(id, 'was_sealed');
    await insertAnswerChange(tx, {
      case_id: caseId,
      id,
      answer_id: answerId,
      kind,
      text_sealed: null,
      written_by,
      state: 'published',
      decided_by: decidedBy,
      decided_at: tx.now,
      ...(kind === 'addition'
        ? { text_public: text }
        : { was_sealed: await tx.vault.seal(member.data_key_id, place, was) }),
    });
    if (kind === 'amendment') await setAnswerText(tx, caseId, answerId, text, null);
    await tellAnswerChanged(tx, member, kind, null);
  }
}
