import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { onVersion as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { isInUse } from '../store/uses.ts';
import { retire, versionOf } from '../store/versions.ts';

/**
 * Takes a published version out of use. Answers to it stay, and invitations that name it run out on it.
 *
 * @throws AppError not-found, already-done, move-impossible { reason: 'in-use' } while it is asked of anybody
 */
export const retireVersion = defineCommand({
  name: 'survey-forms.retire-version',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: mayEditForms,
  async handle({ tx, input: { form, version } }) {
    const row = await versionOf(tx, form, version);
    if (row.state !== 'published')
      throw new AppError(row.state === 'retired' ? 'already-done' : 'move-impossible', {
        reason: 'draft',
      });
    if (await isInUse(tx, form, version, await todayOf(tx)))
      throw new AppError('move-impossible', { reason: 'in-use' });
    await retire(tx, row);
    return { form, version };
  },
  audit: ({ input: { form, version } }) => ({
    object: form,
    before: 'published',
    after: `retired:${version}`,
  }),
});
