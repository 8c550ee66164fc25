import { defineModule } from '@otklik/kernel';
import { settleLetter } from './commands/settle-letter.ts';
import { takeLetter } from './commands/take-letter.ts';
import { deliverLetter } from './jobs/deliver-letter.ts';
import { measureLetters } from './queries/measure-letters.ts';

export const manifest = defineModule({
  name: 'notices',
  needs: [],
  commands: { takeLetter, settleLetter },
  queries: { measureLetters },
  jobs: [deliverLetter],
  settings: {},
  constraints: {
    one_contact_per_address: 'already-exists',
    one_letter_per_key: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
