import { AppError, defineCommand } from '@otklik/kernel';
import { erasureInput } from '@otklik/retention';
import { eraseOne } from '../own-thanks.ts';

/** Erases the words of thanks for good, shown or not, with a tombstone. Safe to run twice. */
export const eraseThanks = defineCommand({
  name: 'thanks.erase-thanks',
  input: erasureInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { subjectId, ground } }) {
    await eraseOne(tx, subjectId, ground);
  },
  audit: ({ input: { subjectId } }) => ({ object: subjectId, after: 'erased' }),
});
