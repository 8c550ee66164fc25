import { defineModule, sweepBy } from '@otklik/kernel';
import { allowAgain } from './commands/allow-again.ts';
import { carryLetters } from './commands/carry-letters.ts';
import { chooseWays } from './commands/choose-ways.ts';
import { countDays } from './commands/count-days.ts';
import { drawAttached } from './commands/draw-attached.ts';
import { forgetAttached } from './commands/forget-attached.ts';
import { recordAttached } from './commands/record-attached.ts';
import { takeMessage } from './commands/take-message.ts';
import { forgetInvitations } from './commands/forget-invitations.ts';
import { forgetPeople } from './commands/forget-people.ts';
import { forgetVisits } from './commands/forget-visits.ts';
import { liftSuppression } from './commands/lift-suppression.ts';
import { openMine } from './commands/open-mine.ts';
import { planInvitations } from './commands/plan-invitations.ts';
import { planReminders } from './commands/plan-reminders.ts';
import { putPlace } from './commands/put-place.ts';
import { putRate } from './commands/put-rate.ts';
import { putSender } from './commands/put-sender.ts';
import { recordVisits } from './commands/record-visits.ts';
import { resend } from './commands/resend.ts';
import { stopByLink } from './commands/stop-by-link.ts';
import { takeReport } from './commands/take-report.ts';
import { carryLettersJob } from './jobs/carry-letters.ts';
import { countDaysJob } from './jobs/count-days.ts';
import { planInvitationsJob } from './jobs/plan-invitations.ts';
import { getOwnWays } from './queries/get-own-ways.ts';
import { describeVisitFile } from './queries/describe-visit-file.ts';
import { listAttached } from './queries/list-attached.ts';
import { listDesk } from './queries/list-desk.ts';
import { listForExport } from './queries/list-for-export.ts';
import { listMail } from './queries/list-mail.ts';
import { listMine } from './queries/list-mine.ts';
import { listOwn } from './queries/list-own.ts';
import { lookAtStop } from './queries/look-at-stop.ts';
import { surveysExport } from './region-export.ts';

export const manifest = defineModule({
  name: 'surveys',
  needs: ['notices', 'registry', 'retention', 'survey-forms'],
  commands: {
    allowAgain,
    carryLetters,
    chooseWays,
    countDays,
    drawAttached,
    forgetAttached,
    forgetInvitations,
    forgetPeople,
    forgetVisits,
    liftSuppression,
    openMine,
    planInvitations,
    planReminders,
    putPlace,
    putRate,
    putSender,
    recordAttached,
    recordVisits,
    resend,
    stopByLink,
    takeMessage,
    takeReport,
  },
  queries: {
    describeVisitFile,
    getOwnWays,
    listAttached,
    listDesk,
    listForExport,
    listMail,
    listMine,
    listOwn,
    lookAtStop,
  },
  regionExport: surveysExport,
  jobs: [planInvitationsJob, carryLettersJob, countDaysJob],
  retention: [
    sweepBy('spent-invitations', forgetInvitations),
    sweepBy('survey-visits', forgetVisits),
    sweepBy('survey-attached', forgetAttached),
    sweepBy('survey-people', forgetPeople),
  ],
  settings: {},
  constraints: {
    one_place_per_code: 'already-exists',
    one_place_per_clinic: 'already-exists',
    one_survey_person_per_contact: 'changed-meanwhile',
    one_survey_address: 'changed-meanwhile',
    one_attached_per_key: 'changed-meanwhile',
    one_visit_per_event: 'changed-meanwhile',
    one_invitation_per_visit: 'already-done',
    one_survey_letter_per_kind: 'already-done',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
