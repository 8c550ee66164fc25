import { staffGrants } from '@otklik/cases';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { keeperOf } from '../policy-templates.ts';
import { saveTemplate as input } from '../schema.ts';
import { changeTemplate, insertTemplate, templateById } from '../store/templates.ts';

/** Who may change the text, and where it belongs: an existing one stays where it is. */
async function keeper({ tx, actor, input: given }: Context<z.output<typeof input>>) {
  // Who keeps none learns nothing of which there are.
  staffGrants(actor);
  const { templateId, clinic } = given;
  if (!templateId) return keeperOf(tx, actor, clinic ? { code: clinic } : null);
  const row = await templateById(tx, templateId);
  return keeperOf(tx, actor, row.clinic_id ? { id: row.clinic_id } : null);
}

/**
 * Writes a prepared text, or changes one that was read.
 * @throws AppError invalid-input for a slot that nobody knows, already-exists for a name twice,
 *   changed-meanwhile, forbidden, not-found
 */
export const saveTemplate = defineCommand({
  name: 'desk.save-template',
  input,
  policy: keeper,
  async handle({ tx, subject: { personId, clinic }, input: given }) {
    const { templateId, version = 1, kind, name, text } = given;
    if (!templateId) {
      const words = { kind, clinicId: clinic?.id ?? null, name, text };
      return { templateId: await insertTemplate(tx, personId, words) };
    }
    if (!(await changeTemplate(tx, personId, templateId, version, { name, text })))
      throw new AppError('changed-meanwhile', { what: 'template' });
    return { templateId };
  },
  audit: ({ output }) => ({ object: `template:${output.templateId}` }),
});
