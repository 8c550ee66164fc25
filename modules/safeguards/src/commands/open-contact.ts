import { AppError, defineCommand } from '@otklik/kernel';
import { author } from '../policy.ts';
import { openContact as input } from '../schema.ts';
import { closeContactOf, insertContact } from '../store/contacts.ts';

/**
 * The author lets the clinic reach them about this case, by what is typed for it. What was open before is
 * replaced. Before publication it waits: the clinic knows of no unpublished message.
 */
export const openContact = defineCommand({
  name: 'safeguards.open-contact',
  input,
  limits: [{ per: 'principal', count_max: 30, window_s: 3600 }],
  policy: author,
  async handle({ tx, subject: row, input: { email, telephone } }) {
    if (row.state === 'withdrawn') throw new AppError('move-impossible', { reason: 'withdrawn' });
    await closeContactOf(tx, row.id);
    await insertContact(tx, row, {
      ...(email ? { email } : {}),
      ...(telephone ? { telephone } : {}),
    });
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'contact-opened' }),
});
