import { AppError, defineCommand } from '@otklik/kernel';
import { eraseCaseData } from '@otklik/cases';
import { entomb, erasureInput } from '@otklik/retention';
import { emptyComplaint } from '../store/complaints.ts';

/** Erases what an author wrote in one complaint, shown or not; its line stays. Safe to run twice. */
export const eraseComplaint = defineCommand({
  name: 'complaints.erase-complaint',
  input: erasureInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { subjectId, ground } }) {
    await entomb(tx, { kind: 'complaint', subjectId, ground });
    await eraseCaseData(tx, subjectId);
    await emptyComplaint(tx, subjectId);
  },
  audit: ({ input: { subjectId } }) => ({ object: subjectId, after: 'erased' }),
});
