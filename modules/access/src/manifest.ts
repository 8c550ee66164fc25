import { defineModule } from '@otklik/kernel';
import { addSource } from './commands/add-source.ts';
import { pushSlots } from './commands/push-slots.ts';
import { rollWaits } from './commands/roll-waits.ts';
import { wakeWaits } from './commands/wake-waits.ts';
import { rollWaitsJob } from './jobs/roll-waits.ts';
import { wakeWaitsJob } from './jobs/wake-waits.ts';
import { getClinicWaits } from './queries/get-clinic-waits.ts';
import { getPlaceWaits } from './queries/get-place-waits.ts';
import { getWaitAt } from './queries/get-wait-at.ts';
import { isDue } from './queries/is-due.ts';
import { listSources } from './queries/list-sources.ts';
import { listTold } from './queries/list-told.ts';
import { listWaits } from './queries/list-waits.ts';

export const manifest = defineModule({
  name: 'access',
  needs: ['registry', 'survey-results'],
  commands: { addSource, pushSlots, rollWaits, wakeWaits },
  queries: { getClinicWaits, getPlaceWaits, getWaitAt, isDue, listSources, listTold, listWaits },
  jobs: [rollWaitsJob, wakeWaitsJob],
  settings: {},
  constraints: { one_access_source_per_code: 'already-exists' },
  migrations: new URL('../migrations/', import.meta.url),
});
