import { defineCommand } from '@otklik/kernel';
import { worker } from '../policy.ts';
import { onView as input } from '../schema.ts';
import { insertStep } from '../store/steps.ts';
import { deleteView as remove } from '../store/views.ts';

/** Deletes a view of one's own; within the hour it can be brought back. @throws AppError not-found */
export const deleteView = defineCommand({
  name: 'desk.delete-view',
  input,
  policy: worker,
  async handle({ tx, subject: personId, input: { viewId } }) {
    await remove(tx, personId, viewId);
    return { viewId, stepId: await insertStep(tx, { personId, kind: 'delete-view', viewId }) };
  },
  audit: ({ input: { viewId } }) => ({ object: `view:${viewId}` }),
});
