import { defineModule } from '@otklik/kernel';
import { askAlert } from './commands/ask-alert.ts';
import { confirmAlert } from './commands/confirm-alert.ts';
import { stopByLink } from './commands/stop-by-link.ts';
import { tellAlerts } from './commands/tell-alerts.ts';
import { tellJob } from './jobs/tell.ts';
import { isDue } from './queries/is-due.ts';
import { lookAtLink } from './queries/look-at-link.ts';

export const manifest = defineModule({
  name: 'wait-alerts',
  needs: ['access', 'notices', 'registry'],
  commands: { askAlert, confirmAlert, stopByLink, tellAlerts },
  queries: { isDue, lookAtLink },
  jobs: [tellJob],
  settings: {},
  constraints: { one_alert_per_token: 'already-exists' },
  migrations: new URL('../migrations/', import.meta.url),
});
