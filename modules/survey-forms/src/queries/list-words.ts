import { defineQuery } from '@otklik/kernel';
import { listWords as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { wordsOf } from '../model/translations.ts';
import { versionOf } from '../store/versions.ts';

/** Every text of a version with its translation into a language, null where there is none. */
export const listWords = defineQuery({
  name: 'survey-forms.list-words',
  input,
  policy: mayEditForms,
  async handle({ tx, input: { form, version, language } }) {
    const { resource } = await versionOf(tx, form, version);
    return { words: wordsOf(resource, language) };
  },
});
