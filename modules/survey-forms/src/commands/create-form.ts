import { defineCommand } from '@otklik/kernel';
import { createForm as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { insertDraft, insertForm } from '../store/versions.ts';

const FIRST = '1.0.0';

/** Begins an empty questionnaire as a draft. @throws AppError already-exists for an address that is taken */
export const createForm = defineCommand({
  name: 'survey-forms.create-form',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: mayEditForms,
  async handle({ app, tx, subject: by, input: { name, title, kind, sector } }) {
    const url = `${app.settings.publicUrl}/fhir/Questionnaire/${name}`;
    const form = await insertForm(tx, { url, kind, sector });
    const resource = {
      resourceType: 'Questionnaire',
      id: name,
      language: 'ru',
      url,
      version: FIRST,
      title,
      status: 'draft',
      item: [],
    };
    await insertDraft(tx, { form, version: FIRST, resource, by });
    return { form, version: FIRST, revision: 1 };
  },
  audit: ({ output }) => ({ object: output.form, after: 'draft' }),
});
