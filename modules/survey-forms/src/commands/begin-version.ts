import { AppError, defineCommand } from '@otklik/kernel';
import { onForm as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { nextVersion } from '../model/versions.ts';
import { formById, insertDraft, versionsOf } from '../store/versions.ts';

/**
 * Begins the next version as a copy of the newest published one: what people were asked stays as it was.
 *
 * @throws AppError not-found, already-exists while there is a draft, move-impossible when nothing was published
 */
export const beginVersion = defineCommand({
  name: 'survey-forms.begin-version',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: mayEditForms,
  async handle({ tx, subject: by, input: { form } }) {
    await formById(tx, form);
    const rows = await versionsOf(tx, [form]);
    const newest = rows.find(({ state }) => state === 'published') ?? rows[0];
    if (!newest || newest.state === 'draft')
      throw new AppError(newest ? 'already-exists' : 'move-impossible', { what: 'draft' });
    const version = nextVersion(newest.version, new Set(rows.map((row) => row.version)));
    const resource = { ...newest.resource, version, status: 'draft' };
    await insertDraft(tx, { form, version, resource, by });
    return { form, version, revision: 1 };
  },
  audit: ({ input: { form }, output }) => ({ object: form, after: `draft:${output.version}` }),
});
