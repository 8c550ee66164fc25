import { defineQuery } from '@otklik/kernel';
import { labelsOf } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { notesOf, wordsOf } from '../store/notes.ts';

/** The internal notes of one's own side on a case, oldest first. Leaves a trace. */
export const listNotes = defineQuery({
  name: 'desk.list-notes',
  input,
  policy: insider,
  async handle({ tx, subject: { row, side } }) {
    const notes = await notesOf(tx, row, side);
    const labels = await labelsOf(
      tx,
      notes.map((note) => note.written_by),
    );
    return Promise.all(
      notes.map(async (note) => ({
        noteId: note.id,
        /** Null once the case's words are erased. */
        text: await wordsOf(tx, row, note),
        by: labels.get(note.written_by) ?? null,
        at: note.written_at,
      })),
    );
  },
  audit: ({ subject }) => ({ object: subject.row.id }),
});
