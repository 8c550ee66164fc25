import { defineModule, sweepBy } from '@otklik/kernel';
import { addReferral } from './commands/add-referral.ts';
import { changeReferral } from './commands/change-referral.ts';
import { dropCode } from './commands/drop-code.ts';
import { forgetReferrals } from './commands/forget-referrals.ts';
import { makeCode } from './commands/make-code.ts';
import { putContact } from './commands/put-contact.ts';
import { putWarning } from './commands/put-warning.ts';
import { removeReferral } from './commands/remove-referral.ts';
import { takeReferrals } from './commands/take-referrals.ts';
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
    dropCode,
    forgetReferrals,
    makeCode,
    putContact,
    putWarning,
    removeReferral,
    takeReferrals,
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
    one_referral_code_per_person: 'changed-meanwhile',
    one_person_per_referral_code: 'changed-meanwhile',
    one_referral_per_sender: 'changed-meanwhile',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
