import { AppError, defineCommand } from '@otklik/kernel';
import { entomb, erasureInput } from '@otklik/retention';
import { eraseContactData } from '../store-sweeps.ts';

/** Erases a contact for good: its key, its index, what waits for it; leaves a tombstone. Safe to run twice. */
export const eraseContact = defineCommand({
  name: 'notices.erase-contact',
  input: erasureInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { subjectId, ground } }) {
    await entomb(tx, { kind: 'contact', subjectId, ground });
    await eraseContactData(tx, subjectId);
  },
  audit: ({ input: { subjectId } }) => ({ object: `contact:${subjectId}`, after: 'erased' }),
});
