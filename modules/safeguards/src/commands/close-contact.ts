import { AppError, defineCommand } from '@otklik/kernel';
import { author } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { closeContactOf } from '../store/contacts.ts';

/** The author takes the contact back: from this moment the clinic cannot read it. */
export const closeContact = defineCommand({
  name: 'safeguards.close-contact',
  input,
  policy: author,
  async handle({ tx, subject: row }) {
    if (!(await closeContactOf(tx, row.id))) throw new AppError('already-done');
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'contact-closed' }),
});
