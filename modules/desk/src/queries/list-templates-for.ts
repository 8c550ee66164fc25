import { defineQuery } from '@otklik/kernel';
import { partsOfText } from '../model/prepared-text.ts';
import { insider } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { templatesFor } from '../store/templates.ts';

/** The prepared texts for what one's own side writes in a case: replies at the clinic, refusals in the region. */
export const listTemplatesFor = defineQuery({
  name: 'desk.list-templates-for',
  input,
  policy: insider,
  async handle({ tx, subject: { row, side } }) {
    const rows = await templatesFor(tx, [row.clinic_id]);
    return rows
      .filter(({ kind }) => (kind === 'answer') === (side === 'clinic'))
      .map(({ id, kind, name, text }) => ({
        templateId: id,
        kind,
        name,
        parts: partsOfText(text),
      }));
  },
});
