import { AppError, defineCommand } from '@otklik/kernel';
import { author } from '../policy.ts';
import { openContact as input } from '../schema.ts';
import { closeContactOf, insertContact } from '../store/contacts.ts';

/**
 * The author lets the clinic reach them about this case, by what is typed for it. What was open before is
 * replaced. Before publication it waits: the clinic knows of no unpublished message. It ends when somebody else
 * answers: it was not opened to them.
 */
export const openContact = defineCommand({
  name: 'safeguards.open-contact',
  input,
  limits: [{ per: 'principal', count_max: 30, window_s: 3600 }],
  policy: author,
  async handle({ tx, subject: row, input: { email, telephone } }) {
    if (row.state === 'withdrawn' || row.state === 'redirected')
      throw new AppError('move-impossible', { reason: row.state });
    await closeContactOf(tx, row.id);
    await insertContact(tx, row, {
      ...(email ? { email } : {}),
      ...(telephone ? { telephone } : {}),
    });
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'contact-opened' }),
});
