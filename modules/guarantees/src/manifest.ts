import { defineModule, sweepBy } from '@otklik/kernel';
import { addReferral } from './commands/add-referral.ts';
import { changeReferral } from './commands/change-referral.ts';
import { forgetReferrals } from './commands/forget-referrals.ts';
import { putContact } from './commands/put-contact.ts';
import { putWarning } from './commands/put-warning.ts';
import { removeReferral } from './commands/remove-referral.ts';
import { tellTerms } from './commands/tell-terms.ts';
import { tellJob } from './jobs/tell.ts';
import { exportOwn } from './queries/export-own.ts';
import { isDue } from './queries/is-due.ts';
import { listContacts } from './queries/list-contacts.ts';
import { listOwn } from './queries/list-own.ts';
import { prepareComplaint } from './queries/prepare-complaint.ts';
import { sumOwn } from './queries/sum-own.ts';

export const manifest = defineModule({
  name: 'guarantees',
  needs: ['access', 'notices', 'registry', 'retention'],
  commands: {
    addReferral,
    changeReferral,
    forgetReferrals,
    putContact,
    putWarning,
    removeReferral,
    tellTerms,
  },
  queries: { exportOwn, isDue, listContacts, listOwn, prepareComplaint, sumOwn },
  jobs: [tellJob],
  retention: [sweepBy('own-referrals', forgetReferrals)],
  settings: {},
  constraints: {
    one_contact_per_name_and_start: 'already-exists',
    contact_reaches: 'invalid-input',
    contact_dates: 'invalid-input',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
