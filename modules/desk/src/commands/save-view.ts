import { defineCommand } from '@otklik/kernel';
import { worker } from '../policy.ts';
import { saveView as input } from '../schema.ts';
import { insertView } from '../store/views.ts';

/**
 * Keeps the filters of a queue under a name, for oneself.
 * @throws AppError invalid-input with `too-many-views` beyond twenty, already-exists for a name twice
 */
export const saveView = defineCommand({
  name: 'desk.save-view',
  input,
  policy: worker,
  handle: async ({ tx, subject: personId, input: view }) => ({
    viewId: await insertView(tx, personId, view),
  }),
  audit: ({ output }) => ({ object: `view:${output.viewId}` }),
});
