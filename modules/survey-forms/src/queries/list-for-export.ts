import { AppError, defineQuery } from '@otklik/kernel';
import { nothing as input } from '../edit-schema.ts';
import { exported } from '../model/import.ts';
import { allUses } from '../store/uses.ts';
import { allForms, versionsOf } from '../store/versions.ts';

/** Every questionnaire that was ever asked, as FHIR resources, with the days of its use. Nothing names an editor. */
export const listForExport = defineQuery({
  name: 'survey-forms.list-for-export',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx }) {
    const forms = await allForms(tx);
    const versions = await versionsOf(
      tx,
      forms.map(({ id }) => id),
    );
    const uses = await allUses(tx);
    return forms.flatMap(({ id, kind, sector }) =>
      versions
        .filter(({ form_id, state }) => form_id === id && state !== 'draft')
        .map(({ version, state, resource }) => ({
          form: id,
          version,
          kind,
          sector,
          state,
          uses: uses
            .filter((use) => use.form_id === id && use.version === version)
            .map(({ audience, valid_from, valid_to }) => ({ audience, valid_from, valid_to })),
          resource: exported(resource, version, state),
        })),
    );
  },
  audit: () => ({ object: 'region-export' }),
});
