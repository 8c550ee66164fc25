import { defineCommand } from '@otklik/kernel';
import { colleaguesNamed } from '../colleagues.ts';
import { mentionedIn } from '../model/mentions.ts';
import { insider } from '../policy.ts';
import { addNote as input } from '../schema.ts';
import { insertNote } from '../store/notes.ts';

/**
 * An internal note on a case, for one's own side alone.
 * @throws AppError unknown-reference when somebody is mentioned who does not work with the case
 */
export const addNote = defineCommand({
  name: 'desk.add-note',
  input,
  policy: insider,
  async handle({ tx, subject, input: { text, mentions } }) {
    const mentioned = await colleaguesNamed(tx, subject, [...mentions, ...mentionedIn(text)]);
    const { side, personId } = subject;
    const note = { side, text, writtenBy: personId, mentioned };
    return { noteId: await insertNote(tx, subject.row, note) };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `note:${output.noteId}` }),
});
