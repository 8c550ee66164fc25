import { defineCommand, principalOf } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { importForms as input } from '../schema.ts';
import { importForm } from '../store/import.ts';

/** Publishes the bundled forms that the region does not have yet; run again it changes nothing. */
export const importForms = defineCommand({
  name: 'survey-forms.import-forms',
  input,
  policy: onlySystem,
  async handle({ tx, actor, input: { forms } }) {
    let added = 0;
    for (const form of forms) if (await importForm(tx, form, principalOf(actor))) added += 1;
    return { added };
  },
  audit: ({ output }) => ({ object: 'survey-forms', after: `added ${output.added}` }),
});
