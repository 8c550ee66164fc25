import { defineQuery } from '@otklik/kernel';
import { isOnlyTemplate } from '../model/prepared-text.ts';
import { insider } from '../policy.ts';
import { checkReply as input } from '../schema.ts';
import { templatesFor } from '../store/templates.ts';

/** The prepared text that a reply is nothing but, by name; null when it says something of its own. */
export const checkReply = defineQuery({
  name: 'desk.check-reply',
  input,
  policy: insider,
  async handle({ tx, subject: { row }, input: { text } }) {
    const rows = await templatesFor(tx, [row.clinic_id]);
    const found = rows.find((one) => one.kind === 'answer' && isOnlyTemplate(text, one.text));
    return { template: found?.name ?? null };
  },
});
