import { defineQuery } from '@otklik/kernel';
import { onVersion as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { exported } from '../model/import.ts';
import { versionOf } from '../store/versions.ts';

/** A version as a FHIR R4 Questionnaire, drafts too. */
export const exportForm = defineQuery({
  name: 'survey-forms.export-form',
  input,
  policy: mayEditForms,
  async handle({ tx, input: { form, version } }) {
    const row = await versionOf(tx, form, version);
    return { resource: exported(row.resource, row.version, row.state) };
  },
});
