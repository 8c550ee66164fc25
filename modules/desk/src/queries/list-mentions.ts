import { defineQuery } from '@otklik/kernel';
import { readCase } from '@otklik/cases';
import { labelsOf } from '../colleagues.ts';
import { sideOf, worker } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { isOfToday, waitingMentions, wordsOf } from '../store/notes.ts';

/** Notes in which colleagues mentioned the reader and that the reader has not settled, newest first. */
export const listMentions = defineQuery({
  name: 'desk.list-mentions',
  input,
  policy: worker,
  async handle({ tx, actor, subject: personId }) {
    const notes = await waitingMentions(tx, personId);
    const labels = await labelsOf(
      tx,
      notes.map((note) => note.written_by),
    );
    const mentions = [];
    for (const note of notes) {
      const row = await readCase(tx, { id: note.case_id });
      // Roles change: what is out of reach by now, or was another clinic's, is not shown any more.
      if (sideOf(actor, row) !== note.side || !isOfToday(note, row)) continue;
      mentions.push({
        noteId: note.id,
        number: row.number,
        subject: { ru: row.subject_ru, en: row.subject_en },
        text: await wordsOf(tx, row, note),
        by: labels.get(note.written_by) ?? null,
        at: note.written_at,
        zone: row.zone,
      });
    }
    return mentions;
  },
  // Sealed words may be read: each look leaves a trace.
  audit: ({ subject }) => ({ object: `person:${subject}` }),
});
