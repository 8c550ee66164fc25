import { defineModule, sweepBy } from '@otklik/kernel';
import { emptyOldLetters } from './commands/empty-old-letters.ts';
import { eraseContact } from './commands/erase-contact.ts';
import { forgetUnconfirmedContacts } from './commands/forget-unconfirmed-contacts.ts';
import { holdContact } from './commands/hold-contact.ts';
import { settleLetter } from './commands/settle-letter.ts';
import { takeLetter } from './commands/take-letter.ts';
import { deliverLetter } from './jobs/deliver-letter.ts';
import { measureLetters } from './queries/measure-letters.ts';

export const manifest = defineModule({
  name: 'notices',
  needs: ['retention'],
  commands: {
    emptyOldLetters,
    eraseContact,
    forgetUnconfirmedContacts,
    holdContact,
    takeLetter,
    settleLetter,
  },
  queries: { measureLetters },
  jobs: [deliverLetter],
  retention: [
    sweepBy('unconfirmed-contacts', forgetUnconfirmedContacts),
    sweepBy('letter-bodies', emptyOldLetters),
  ],
  erasers: { contact: eraseContact },
  settings: {},
  constraints: {
    one_contact_per_address: 'already-exists',
    one_letter_per_key: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
