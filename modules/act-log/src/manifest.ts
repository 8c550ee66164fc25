import { defineModule } from '@otklik/kernel';
import { sealFilingDays } from './commands/seal-filing-days.ts';
import { sealFilingDaysJob } from './jobs/seal-filing-days.ts';
import { checkProof } from './queries/check-proof.ts';
import { listFilingDays } from './queries/list-filing-days.ts';
import { listFilings } from './queries/list-filings.ts';
import { listHeads } from './queries/list-heads.ts';
import { listKeys } from './queries/list-keys.ts';
import './tables.ts';

export const manifest = defineModule({
  name: 'act-log',
  needs: ['registry'],
  commands: { sealFilingDays },
  queries: { checkProof, listFilingDays, listFilings, listHeads, listKeys },
  jobs: [sealFilingDaysJob],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
