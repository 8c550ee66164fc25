import { defineModule, sweepBy } from '@otklik/kernel';
import { forgetInvitations } from './commands/forget-invitations.ts';
import { forgetPeople } from './commands/forget-people.ts';
import { forgetVisits } from './commands/forget-visits.ts';

export const manifest = defineModule({
  name: 'surveys',
  needs: ['registry', 'retention'],
  commands: { forgetInvitations, forgetPeople, forgetVisits },
  queries: {},
  jobs: [],
  retention: [
    sweepBy('spent-invitations', forgetInvitations),
    sweepBy('survey-visits', forgetVisits),
    sweepBy('survey-people', forgetPeople),
  ],
  settings: {},
  constraints: {
    one_place_per_code: 'already-exists',
    one_place_per_clinic: 'already-exists',
    one_survey_person_per_contact: 'changed-meanwhile',
    one_visit_per_event: 'changed-meanwhile',
    one_invitation_per_visit: 'already-done',
    one_survey_letter_per_kind: 'already-done',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
