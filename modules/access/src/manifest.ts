import { defineModule } from '@otklik/kernel';
import { addSource } from './commands/add-source.ts';
import { pushSlots } from './commands/push-slots.ts';
import { wakeWaits } from './commands/wake-waits.ts';
import { wakeWaitsJob } from './jobs/wake-waits.ts';
import { getClinicWaits } from './queries/get-clinic-waits.ts';
import { getWaitAt } from './queries/get-wait-at.ts';
import { isDue } from './queries/is-due.ts';
import { listSources } from './queries/list-sources.ts';
import { listWaits } from './queries/list-waits.ts';

export const manifest = defineModule({
  name: 'access',
  needs: ['registry'],
  commands: { addSource, pushSlots, wakeWaits },
  queries: { getClinicWaits, getWaitAt, isDue, listSources, listWaits },
  jobs: [wakeWaitsJob],
  settings: {},
  constraints: { one_access_source_per_code: 'already-exists' },
  migrations: new URL('../migrations/', import.meta.url),
});
