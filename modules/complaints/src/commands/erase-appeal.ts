import { AppError, defineCommand } from '@otklik/kernel';
import { erasureInput } from '@otklik/retention';
import { eraseLoneAppeal } from '../erase-words.ts';

/** Erases the words of an appeal that stood by itself; that it was stays. Safe to run twice. */
export const eraseAppeal = defineCommand({
  name: 'complaints.erase-appeal',
  input: erasureInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { subjectId, ground } }) {
    await eraseLoneAppeal(tx, subjectId, ground);
  },
  audit: ({ input: { subjectId } }) => ({ object: subjectId, after: 'erased' }),
});
