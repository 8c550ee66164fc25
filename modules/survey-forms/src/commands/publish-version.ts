import { AppError, defineCommand } from '@otklik/kernel';
import { publishVersion as input } from '../edit-schema.ts';
import { mayEditForms } from '../editors.ts';
import { checkFit, mayBePublished } from '../model/fit.ts';
import { exported } from '../model/import.ts';
import { putUse } from '../put-use.ts';
import { draftOf, formById, publish } from '../store/versions.ts';

/**
 * Publishes a draft for good. Whoever had a hand in it does not publish it: a second person reads it first.
 *
 * @throws AppError forbidden { reason: 'own-work' }, changed-meanwhile, invalid-input { reason: 'form-unfit' }
 * with what stands against it, date-unfit for a day of the past
 */
export const publishVersion = defineCommand({
  name: 'survey-forms.publish-version',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: mayEditForms,
  async handle({ tx, subject: by, input: { form, version, revision, from } }) {
    const { sector, kind } = await formById(tx, form);
    const row = await draftOf(tx, form, revision);
    if (row.version !== version) throw new AppError('changed-meanwhile');
    if (row.editors.includes(by)) throw new AppError('forbidden', { reason: 'own-work' });
    const findings = checkFit(row.resource);
    if (!mayBePublished(findings))
      throw new AppError('invalid-input', {
        reason: 'form-unfit',
        findings: findings.filter(({ level }) => level === 'error').slice(0, 50),
      });
    await publish(tx, row, exported(row.resource, version, 'published'), by);
    if (from !== undefined)
      await putUse(tx, { form, version, kind, sector, audience: 'adult', from });
    return { form, version };
  },
  audit: ({ input: { form, version, from } }) => ({
    object: form,
    before: 'draft',
    after: `published:${version}${from === undefined ? '' : `:${from}`}`,
  }),
});
