import { AppError, defineCommand } from '@otklik/kernel';
import { entomb, erasureInput } from '@otklik/retention';
import { forgetPerson } from '../store/forget-person.ts';

/** Erases every way by which a person signed in; leaves a tombstone. Safe to run twice: it is replayed. */
export const erasePerson = defineCommand({
  name: 'accounts.erase-person',
  input: erasureInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { subjectId, ground } }) {
    await entomb(tx, { kind: 'person', subjectId, ground });
    await forgetPerson(tx, subjectId);
  },
  audit: ({ input: { subjectId } }) => ({ object: `person:${subjectId}`, after: 'erased' }),
});
