import { defineCommand } from '@otklik/kernel';
import { editWords as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { applyChange } from '../model/edit.ts';
import type { Json } from '../model/json.ts';
import { draftOf, saveDraft } from '../store/versions.ts';

/** The translations of a whole page at once: all of them or none. @throws AppError as `edit-draft` */
export const editWords = defineCommand({
  name: 'survey-forms.edit-words',
  input,
  limits: [{ per: 'principal', count_max: 600, window_s: 3600 }],
  policy: mayEditForms,
  async handle({ tx, subject: by, input: { form, revision, changes } }) {
    const row = await draftOf(tx, form, revision);
    let resource: Json = row.resource;
    for (const { option, ...change } of changes)
      resource = applyChange(resource, {
        ...change,
        ...(option === undefined ? {} : { option }),
      }).resource;
    return { form, version: row.version, revision: await saveDraft(tx, row, resource, by) };
  },
  audit: ({ input: { form, changes } }) => ({
    object: form,
    after: `put-translation:${changes.length}`,
  }),
});
