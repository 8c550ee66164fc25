import { newId, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { ruleOf, type Move } from './model/moves.ts';
import { moveCase, type MoveDetails } from './move-case.ts';
import { draftAnswer, insertAnswer, setDraftState } from './store/answers.ts';
import { loadForMove, type CaseRow } from './store/cases.ts';
import { membersOf } from './store/companions.ts';

/** Members of a case that the move is possible for now, locked. */
async function led(tx: Tx, row: CaseRow, move: Move) {
  if (row.members_count === 0) return [];
  const loaded = [];
  for (const { id } of await membersOf(tx, row.id)) {
    const member = await loadForMove(tx, { id });
    if (member.row.lead_id === row.id && ruleOf(move).from.includes(member.row.state))
      loaded.push(member);
  }
  return loaded;
}

interface SharedAnswer {
  readonly text: string;
  readonly outcome: string;
  readonly signerName: string;
  readonly signerPost: string;
  readonly represented: { readonly name: string; readonly post: string } | null;
}

/**
 * The answer to the lead is handed in for every member that waits, sealed under the member's own key: each
 * then has the whole of it, whatever becomes of the others. Pictures and promises stay at the lead.
 */
export async function handInToMembers(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  answer: SharedAnswer,
  details: MoveDetails,
): Promise<void> {
  for (const member of await led(tx, row, 'hand-in-answer')) {
    const subject = { ...member, role: 'executor' as const };
    await moveCase(tx, actor, subject, 'hand-in-answer', details);
    const id = newId(tx.now.getTime());
    const place = { table: 'case_answers', column: 'text_sealed', row: id };
    await insertAnswer(
      tx,
      member.row.id,
      {
        id,
        round: member.row.round,
        outcome: answer.outcome,
        text_sealed: await tx.vault.seal(member.row.data_key_id, place, answer.text),
        signer_name: answer.signerName,
        signer_post: answer.signerPost,
        for_name: answer.represented?.name ?? null,
        for_post: answer.represented?.post ?? null,
        written_by: recordedAs(actor),
      },
      [],
    );
  }
}

/** The moderator's decision about the lead's answer holds for every member that has it. */
export async function publishAtMembers(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  text: string,
): Promise<void> {
  for (const member of await led(tx, row, 'publish-answer')) {
    await draftAnswer(tx, member.row.id);
    await moveCase(tx, actor, { ...member, role: 'moderator' }, 'publish-answer');
    await setDraftState(tx, member.row.id, {
      state: 'published',
      text_public: text,
      text_sealed: null,
      promises_sealed: null,
      published_at: tx.now,
    });
  }
}

export async function returnAtMembers(
  tx: Tx,
  actor: Actor,
  row: CaseRow,
  details: MoveDetails,
): Promise<void> {
  for (const member of await led(tx, row, 'return-answer')) {
    await moveCase(tx, actor, { ...member, role: 'moderator' }, 'return-answer', details);
    await setDraftState(tx, member.row.id, { state: 'returned' });
  }
}
