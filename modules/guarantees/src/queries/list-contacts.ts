import { defineQuery } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { contactsAsked as input } from '../schema.ts';
import { contactsPage, warnDays } from '../store/contacts.ts';

/** Contacts of insurers and the fund as they are kept, with the setting of warnings. */
export const listContacts = defineQuery({
  name: 'guarantees.list-contacts',
  input,
  policy: regionAdministrator,
  handle: async ({ tx, input: { page } }) => ({
    ...(await contactsPage(tx, page)),
    warnDays: await warnDays(tx),
  }),
});
