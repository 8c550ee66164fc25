import { AppError, defineCommand } from '@otklik/kernel';
import { putUse as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { putUse as put } from '../put-use.ts';
import { formById, versionOf } from '../store/versions.ts';

/**
 * Says from which day on a published version is asked, and of whom. Days of the past stay as they were.
 *
 * @throws AppError not-found, date-unfit, already-exists, move-impossible { reason: 'not-published' }
 */
export const putUse = defineCommand({
  name: 'survey-forms.put-use',
  input,
  limits: [{ per: 'principal', count_max: 120, window_s: 3600 }],
  policy: mayEditForms,
  async handle({ tx, input: { form, version, audience, from, until } }) {
    const { kind, sector } = await formById(tx, form);
    const { state } = await versionOf(tx, form, version);
    if (state !== 'published') throw new AppError('move-impossible', { reason: 'not-published' });
    await put(tx, { form, version, kind, sector, audience, from, ...(until ? { until } : {}) });
    return { form, version, from };
  },
  audit: ({ input: { form, version, audience, from } }) => ({
    object: form,
    after: `use:${version}:${audience}:${from}`,
  }),
});
