import { defineQuery, isAppError, type Actor } from '@otklik/kernel';
import { readCase, type CaseRow } from '@otklik/cases';
import { addressesOf } from '../colleagues.ts';
import { insideOf, worker } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { waitingMentions, wordsOf } from '../store/notes.ts';

/** The reader's side in a case; null where it is out of reach by now. */
function sideNow(actor: Actor, row: CaseRow) {
  try {
    return insideOf(actor, row).side;
  } catch (thrown) {
    if (isAppError(thrown)) return null;
    throw thrown;
  }
}

/** Notes in which colleagues mentioned the reader and that the reader has not settled, newest first. */
export const listMentions = defineQuery({
  name: 'desk.list-mentions',
  input,
  policy: worker,
  async handle({ tx, actor, subject: personId }) {
    const notes = await waitingMentions(tx, personId);
    const addresses = await addressesOf(
      tx,
      notes.map((note) => note.written_by),
    );
    const mentions = [];
    for (const note of notes) {
      const row = await readCase(tx, { id: note.case_id });
      // Roles change: what is out of reach by now is not shown any more.
      if (sideNow(actor, row) !== note.side) continue;
      mentions.push({
        noteId: note.id,
        number: row.number,
        subject: { ru: row.subject_ru, en: row.subject_en },
        text: await wordsOf(tx, row, note),
        by: addresses.get(note.written_by) ?? null,
        at: note.written_at,
        zone: row.zone,
      });
    }
    return mentions;
  },
  // Sealed words may be read: each look leaves a trace.
  audit: ({ subject }) => ({ object: `person:${subject}` }),
});
