import { AppError, defineCommand } from '@otklik/kernel';
import { insider } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { release } from '../store/assignments.ts';
import { insertStep } from '../store/steps.ts';

/** Gives back a case that one holds: it is free again. @throws AppError changed-meanwhile when one does not hold it */
export const giveBack = defineCommand({
  name: 'desk.give-back',
  input,
  policy: insider,
  async handle({ tx, subject: { row, side, personId } }) {
    if (!(await release(tx, { caseId: row.id, side, holder: personId })))
      throw new AppError('changed-meanwhile', { what: 'holder' });
    const step = { personId, kind: 'give-back' as const, caseId: row.id, side, was: personId };
    return { number: row.number, stepId: await insertStep(tx, step) };
  },
  audit: ({ subject: { row, personId } }) => ({ object: row.id, before: `held-by:${personId}` }),
});
