import { defineModule } from '@otklik/kernel';
import { judgeNorms } from './commands/judge-norms.ts';
import { judgeJob } from './jobs/judge.ts';
import { explainWait } from './queries/explain-wait.ts';
import { listBreaches } from './queries/list-breaches.ts';
import { reviewWaits } from './queries/review-waits.ts';

export const manifest = defineModule({
  name: 'wait-norms',
  needs: ['access', 'accounts', 'notices', 'registry'],
  commands: { judgeNorms },
  queries: { explainWait, listBreaches, reviewWaits },
  jobs: [judgeJob],
  settings: {},
  constraints: { one_open_breach_per_specialty: 'already-exists' },
  migrations: new URL('../migrations/', import.meta.url),
});
