import { defineCommand } from '@otklik/kernel';
import { editDraft as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { applyChange } from '../model/edit.ts';
import type { Change } from '../model/change.ts';
import { draftOf, saveDraft } from '../store/versions.ts';

/**
 * One change to a draft. A draft may be unfit to publish meanwhile: the check names what stands against it.
 *
 * @throws AppError changed-meanwhile for a state that somebody changed since, and as `applyChange`
 */
export const editDraft = defineCommand({
  name: 'survey-forms.edit-draft',
  input,
  limits: [{ per: 'principal', count_max: 3000, window_s: 3600 }],
  policy: mayEditForms,
  async handle({ tx, subject: by, input: { form, revision, change } }) {
    const row = await draftOf(tx, form, revision);
    const { resource } = applyChange(row.resource, change as Change);
    return { form, version: row.version, revision: await saveDraft(tx, row, resource, by) };
  },
  audit: ({ input: { form, change } }) => ({ object: form, after: change.kind }),
});
