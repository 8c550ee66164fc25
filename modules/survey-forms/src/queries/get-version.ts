import { defineQuery } from '@otklik/kernel';
import { languagesOf } from '@otklik/questionnaire';
import { onVersion as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { diffForms } from '../model/diff.ts';
import { isReconstructed } from '../model/marks.ts';
import { textOf } from '../model/json.ts';
import { formById, versionOf, versionsOf } from '../store/versions.ts';

/** One version as an editor works on it, and what it asks otherwise than the newest published one. */
export const getVersion = defineQuery({
  name: 'survey-forms.get-version',
  input,
  policy: mayEditForms,
  async handle({ tx, subject: by, input: { form, version } }) {
    const { url, kind, sector } = await formById(tx, form);
    const row = await versionOf(tx, form, version);
    const all = await versionsOf(tx, [form]);
    const before = all.find((one) => one.state === 'published' && one.version !== version);
    const { resource } = row;
    return {
      form,
      url,
      kind,
      sector,
      version,
      state: row.state,
      revision: row.revision,
      resource,
      title: textOf(resource['title']) ?? url,
      languages: languagesOf(resource),
      /** Whoever asks had a hand in it, so another person publishes it. */
      is_own: row.editors.includes(by),
      is_reconstructed: isReconstructed(resource),
      versions: all.map((one) => ({ version: one.version, state: one.state })),
      /** Null where nothing was published before. */
      changes: before ? { since: before.version, ...diffForms(before.resource, resource) } : null,
    };
  },
});
