import { defineQuery } from '@otklik/kernel';
import { findForms as input } from '../edit-schema.ts';
import { exported } from '../model/import.ts';
import { textOf } from '../model/json.ts';
import { allForms, versionsOf } from '../store/versions.ts';

const FOUND_MAX = 100;

/**
 * Published and retired questionnaires as FHIR R4 resources, for everybody: what people are asked is public.
 * Drafts are not there. With `version` that one, else every version, the newest first.
 */
export const findForms = defineQuery({
  name: 'survey-forms.find-forms',
  input,
  policy: () => undefined,
  async handle({ tx, input: { id, url, version, title, status } }) {
    const forms = (await allForms(tx)).filter(
      (form) => (id === undefined || form.id === id) && (url === undefined || form.url === url),
    );
    const rows = await versionsOf(
      tx,
      forms.map((form) => form.id),
    );
    const wanted = rows.filter(
      (row) =>
        row.state !== 'draft' &&
        (version === undefined || row.version === version) &&
        (status === undefined || (status === 'active') === (row.state === 'published')) &&
        (title === undefined ||
          (textOf(row.resource['title']) ?? '').toLowerCase().startsWith(title.toLowerCase())),
    );
    return {
      forms: wanted.slice(0, FOUND_MAX).map((row) => ({
        form: row.form_id,
        version: row.version,
        digest: row.digest,
        publishedAt: row.published_at,
        resource: exported(row.resource, row.version, row.state),
      })),
    };
  },
});
