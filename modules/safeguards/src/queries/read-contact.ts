import { AppError, defineQuery } from '@otklik/kernel';
import { clinicSide } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { openContactOf } from '../store/contacts.ts';

/**
 * The clinic reads the contact that the author has opened for this case. Leaves a trace that the author sees.
 * @throws AppError not-found while none is open
 */
export const readContact = defineQuery({
  name: 'safeguards.read-contact',
  input,
  policy: clinicSide,
  async handle({ tx, subject: row }) {
    const contact = await openContactOf(tx, row);
    if (!contact) throw new AppError('not-found', { kind: 'contact' });
    return contact;
  },
  audit: ({ subject }) => ({ object: subject.id }),
});
