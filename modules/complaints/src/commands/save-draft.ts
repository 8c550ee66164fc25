import { defineCommand, newSecret } from '@otklik/kernel';
import { saveDraft as input } from '../schema.ts';
import { writeDraft } from '../store/drafts.ts';

/** Keeps a half-filled form, whatever is still wrong with it. Nothing typed is lost between its pages. */
export const saveDraft = defineCommand({
  name: 'complaints.save-draft',
  input,
  limits: [{ per: 'origin', count_max: 600, window_s: 3600 }],
  policy: () => undefined,
  async handle({ tx, input: { token = newSecret(), content } }) {
    await writeDraft(tx, token, content);
    return { token };
  },
});
