import { AppError, defineCommand } from '@otklik/kernel';
import { worker } from '../policy.ts';
import { settleMention as input } from '../schema.ts';
import { settle } from '../store/notes.ts';
import { insertStep } from '../store/steps.ts';

/** The person mentioned has seen to it. @throws AppError not-found for a mention of somebody else */
export const settleMention = defineCommand({
  name: 'desk.settle-mention',
  input,
  policy: worker,
  async handle({ tx, subject: personId, input: { noteId } }) {
    if (!(await settle(tx, noteId, personId))) throw new AppError('not-found', { kind: 'mention' });
    return { noteId, stepId: await insertStep(tx, { personId, kind: 'settle-mention', noteId }) };
  },
  audit: ({ input: { noteId } }) => ({ object: `note:${noteId}` }),
});
