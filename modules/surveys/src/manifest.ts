import { defineModule, sweepBy } from '@otklik/kernel';
import { carryLetters } from './commands/carry-letters.ts';
import { forgetInvitations } from './commands/forget-invitations.ts';
import { forgetPeople } from './commands/forget-people.ts';
import { forgetVisits } from './commands/forget-visits.ts';
import { openMine } from './commands/open-mine.ts';
import { planInvitations } from './commands/plan-invitations.ts';
import { putPlace } from './commands/put-place.ts';
import { recordVisits } from './commands/record-visits.ts';
import { carryLettersJob } from './jobs/carry-letters.ts';
import { planInvitationsJob } from './jobs/plan-invitations.ts';
import { listDesk } from './queries/list-desk.ts';
import { listMine } from './queries/list-mine.ts';

export const manifest = defineModule({
  name: 'surveys',
  needs: ['notices', 'registry', 'retention', 'survey-forms'],
  commands: {
    carryLetters,
    forgetInvitations,
    forgetPeople,
    forgetVisits,
    openMine,
    planInvitations,
    putPlace,
    recordVisits,
  },
  queries: { listDesk, listMine },
  jobs: [planInvitationsJob, carryLettersJob],
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
