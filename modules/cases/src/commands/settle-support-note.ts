import { AppError, defineCommand, recordedAs } from '@otklik/kernel';
import { mayAs } from '../policy.ts';
import { settleSupportNote as input } from '../schema-companions.ts';
import { notesOf, settleNote } from '../store/supports.ts';

const NOTES_MAX = 1000;

/** Whether the published words are the supporter's own, with pieces left out and nothing put in. */
function isCutOf(words: string, note: string): boolean {
  let at = 0;
  for (const letter of words.replaceAll(/\s+/g, '')) {
    at = note.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** A moderator lets a supporter's note out, with pieces cut if need be, or keeps it closed. */
export const settleSupportNote = defineCommand({
  name: 'cases.settle-support-note',
  input,
  policy: mayAs('moderator'),
  async handle({ tx, actor, subject: { row }, input: { support: id, decision, words } }) {
    const waiting = (await notesOf(tx, row.id, 'waiting', NOTES_MAX)).find((one) => one.id === id);
    if (!waiting?.note_sealed) throw new AppError('not-found', { kind: 'note' });
    const place = { table: 'case_supports', column: 'note_sealed', row: id };
    const note = await tx.vault.open(waiting.data_key_id, place, waiting.note_sealed);
    if (note === null) throw new AppError('not-found', { kind: 'note' });
    if (words !== undefined && !isCutOf(words, note))
      throw new AppError('invalid-input', { issues: [{ path: 'words', code: 'cuts-reword' }] });
    const settled = await settleNote(tx, id, {
      note_state: decision === 'publish' ? 'published' : 'refused',
      note_public: decision === 'publish' ? (words ?? note) : null,
      note_decided_by: recordedAs(actor),
      note_decided_at: tx.now,
    });
    if (!settled) throw new AppError('already-done');
    return { number: row.number, decision };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `note-${output.decision}` }),
});
