import { defineCommand } from '@otklik/kernel';
import { worker } from '../policy.ts';
import { setDefaultView as input } from '../schema.ts';
import { setDefault } from '../store/views.ts';

/** From now on a queue opens with this view, or with none. @throws AppError not-found */
export const setDefaultView = defineCommand({
  name: 'desk.set-default-view',
  input,
  policy: worker,
  async handle({ tx, subject: personId, input: { viewId, isDefault } }) {
    await setDefault(tx, personId, viewId, isDefault);
    return { viewId };
  },
  audit: ({ input: { viewId } }) => ({ object: `view:${viewId}` }),
});
