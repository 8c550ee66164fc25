import { AppError, defineCommand } from '@otklik/kernel';
import { erasureInput } from '@otklik/retention';
import { eraseWords } from '../erase-words.ts';

/** Erases what an author wrote in one complaint, shown or not; its line stays. Safe to run twice. */
export const eraseComplaint = defineCommand({
  name: 'complaints.erase-complaint',
  input: erasureInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, actor, input: { subjectId, ground } }) {
    await eraseWords(tx, actor, subjectId, ground);
  },
  audit: ({ input: { subjectId } }) => ({ object: subjectId, after: 'erased' }),
});
