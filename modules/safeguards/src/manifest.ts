import { defineModule } from '@otklik/kernel';
import { closeContact } from './commands/close-contact.ts';
import { openContact } from './commands/open-contact.ts';
import { reportByLink } from './commands/report-by-link.ts';
import { reportPressure } from './commands/report-pressure.ts';
import { settlePressure } from './commands/settle-pressure.ts';
import { getSafeguards } from './queries/get-safeguards.ts';
import { listPressure } from './queries/list-pressure.ts';
import { readContact } from './queries/read-contact.ts';

export const manifest = defineModule({
  name: 'safeguards',
  needs: ['accounts', 'cases', 'notices'],
  commands: { closeContact, openContact, reportByLink, reportPressure, settlePressure },
  queries: { getSafeguards, listPressure, readContact },
  jobs: [],
  settings: {},
  constraints: {
    one_open_contact_per_case: 'changed-meanwhile',
    one_waiting_report_per_case: 'already-done',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
