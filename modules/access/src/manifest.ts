import { defineModule, sweepBy } from '@otklik/kernel';
import { addSource } from './commands/add-source.ts';
import { beginLooks } from './commands/begin-looks.ts';
import { closeDays } from './commands/close-days.ts';
import { endFile } from './commands/end-file.ts';
import { endLook } from './commands/end-look.ts';
import { forgetAppointments } from './commands/forget-appointments.ts';
import { importPublished } from './commands/import-published.ts';
import { pushSlots } from './commands/push-slots.ts';
import { rollReleases } from './commands/roll-releases.ts';
import { rollWaits } from './commands/roll-waits.ts';
import { wakeWaits } from './commands/wake-waits.ts';
import { rollReleasesJob } from './jobs/roll-releases.ts';
import { rollWaitsJob } from './jobs/roll-waits.ts';
import { putHandDay } from './commands/put-hand-day.ts';
import { putSource } from './commands/put-source.ts';
import { reportPlace } from './commands/report-place.ts';
import { takeAppointments } from './commands/take-appointments.ts';
import { takeBundle } from './commands/take-bundle.ts';
import { takePublished } from './commands/take-published.ts';
import { takeTries } from './commands/take-tries.ts';
import { takeWaitingLists } from './commands/take-waiting-lists.ts';
import { lookAtSourcesJob } from './jobs/look-at-sources.ts';
import { wakeWaitsJob } from './jobs/wake-waits.ts';
import { getClinicIntake } from './queries/get-clinic-intake.ts';
import { getClinicReleases } from './queries/get-clinic-releases.ts';
import { getClinicWaits } from './queries/get-clinic-waits.ts';
import { getPlaceWaits } from './queries/get-place-waits.ts';
import { getSource } from './queries/get-source.ts';
import { getWaitAt } from './queries/get-wait-at.ts';
import { isDue } from './queries/is-due.ts';
import { isLookDue } from './queries/is-look-due.ts';
import { listHandDays } from './queries/list-hand-days.ts';
import { listPublished } from './queries/list-published.ts';
import { listSources } from './queries/list-sources.ts';
import { listTold } from './queries/list-told.ts';
import { listWaits } from './queries/list-waits.ts';
import { APPOINTMENTS } from './store/appointments.ts';

export const manifest = defineModule({
  name: 'access',
  needs: ['attachment', 'registry', 'retention', 'survey-results'],
  commands: {
    addSource,
    beginLooks,
    closeDays,
    endFile,
    endLook,
    forgetAppointments,
    importPublished,
    pushSlots,
    putHandDay,
    putSource,
    reportPlace,
    rollReleases,
    rollWaits,
    takeAppointments,
    takeBundle,
    takePublished,
    takeTries,
    takeWaitingLists,
    wakeWaits,
  },
  queries: {
    getClinicIntake,
    getClinicReleases,
    getClinicWaits,
    getPlaceWaits,
    getSource,
    getWaitAt,
    isDue,
    isLookDue,
    listHandDays,
    listPublished,
    listSources,
    listTold,
    listWaits,
  },
  jobs: [lookAtSourcesJob, rollReleasesJob, rollWaitsJob, wakeWaitsJob],
  retention: [sweepBy(APPOINTMENTS, forgetAppointments)],
  settings: {},
  constraints: {
    one_access_file_per_url: 'already-exists',
    one_access_source_per_code: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
