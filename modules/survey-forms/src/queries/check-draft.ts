import { defineQuery } from '@otklik/kernel';
import { onVersion as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { checkFit, mayBePublished } from '../model/fit.ts';
import { versionOf } from '../store/versions.ts';

/** What stands against publishing a version, and what an editor should know. */
export const checkDraft = defineQuery({
  name: 'survey-forms.check-draft',
  input,
  policy: mayEditForms,
  async handle({ tx, input: { form, version } }) {
    const { resource } = await versionOf(tx, form, version);
    const findings = checkFit(resource);
    return { findings, may_be_published: mayBePublished(findings) };
  },
});
