import { staffGrants } from '@otklik/cases';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { keeperOf } from '../policy-templates.ts';
import { onTemplate as input } from '../schema.ts';
import { changeTemplate, templateById } from '../store/templates.ts';

/** Removes a prepared text for good. @throws AppError not-found, forbidden, changed-meanwhile */
export const removeTemplate = defineCommand({
  name: 'desk.remove-template',
  input,
  async policy({ tx, actor, input: { templateId } }: Context<{ readonly templateId: string }>) {
    staffGrants(actor);
    const row = await templateById(tx, templateId);
    const keeper = await keeperOf(tx, actor, row.clinic_id ? { id: row.clinic_id } : null);
    return { ...keeper, row };
  },
  async handle({ tx, subject: { personId, row } }) {
    if (!(await changeTemplate(tx, personId, row.id, row.version, 'remove')))
      throw new AppError('changed-meanwhile', { what: 'template' });
    return { templateId: row.id };
  },
  audit: ({ input: { templateId } }) => ({ object: `template:${templateId}`, after: 'removed' }),
});
