import { AppError, defineCommand, recordedAs, type Tx } from '@otklik/kernel';
import { applyCuts } from '../model/cuts.ts';
import { refuseProven } from '../model/personal-data.ts';
import { mayAs } from '../policy.ts';
import { settleSupportNote as input } from '../schema-companions.ts';
import { noteById, openNote, settleNote, type SupportRow } from '../store/supports.ts';

/** What becomes of a note that is not let out: the reason, and what the moderator says to it, sealed. */
async function refusal(tx: Tx, support: SupportRow, reason: string, say: string | undefined) {
  if (reason === 'other' && !say) throw new AppError('reason-required', { reason });
  const place = { table: 'case_supports', column: 'note_reply_sealed', row: support.id };
  return {
    note_state: 'refused' as const,
    note_reason: reason,
    note_reply_sealed: say ? await tx.vault.seal(support.data_key_id, place, say) : null,
  };
}

/**
 * A moderator lets a supporter's note out, by the rules of every other text: whole or with cuts whose gaps are
 * marked, never reworded; or keeps it closed, with a reason that its supporter reads.
 */
export const settleSupportNote = defineCommand({
  name: 'cases.settle-support-note',
  input,
  policy: mayAs('moderator'),
  async handle({ tx, actor, subject: { row }, input: settling }) {
    const { support: id, decision } = settling;
    const waiting = await noteById(tx, row.id, id);
    const note = waiting && (await openNote(tx, waiting));
    if (!waiting || !note) throw new AppError('not-found', { kind: 'note' });
    if (waiting.note_state !== 'waiting') throw new AppError('already-done');
    const done = { note_decided_by: recordedAs(actor), note_decided_at: tx.now };
    if (settling.decision === 'refuse') {
      const refused = await refusal(tx, waiting, settling.reason, settling.note);
      await settleNote(tx, id, { ...refused, ...done });
      return { number: row.number, decision };
    }
    const { marked, acknowledged } = settling;
    const shown = marked === undefined || marked === note ? note : applyCuts(note, marked);
    refuseProven(acknowledged, shown);
    await settleNote(tx, id, { note_state: 'published', note_public: shown, ...done });
    return { number: row.number, decision };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `note-${output.decision}` }),
});
