import { defineQuery } from '@otklik/kernel';
import { nothing as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { textOf } from '../model/json.ts';
import { allUses } from '../store/uses.ts';
import { allForms, versionsOf } from '../store/versions.ts';

/** Every questionnaire of the region with its versions and from which day each is asked. */
export const listForms = defineQuery({
  name: 'survey-forms.list-forms',
  input,
  policy: mayEditForms,
  async handle({ tx }) {
    const forms = await allForms(tx);
    const versions = await versionsOf(
      tx,
      forms.map(({ id }) => id),
    );
    const uses = await allUses(tx);
    return {
      forms: forms.map(({ id, url, kind, sector }) => {
        const own = versions.filter(({ form_id }) => form_id === id);
        return {
          form: id,
          url,
          kind,
          sector,
          title: textOf(own[0]?.resource['title']) ?? url,
          versions: own.map(({ version, state, published_at }) => ({
            version,
            state,
            publishedAt: published_at,
          })),
          uses: uses
            .filter(({ form_id }) => form_id === id)
            .map(({ version, audience, sector: asked, valid_from, valid_to }) => ({
              version,
              audience,
              sector: asked,
              from: valid_from,
              until: valid_to,
            })),
        };
      }),
    };
  },
});
