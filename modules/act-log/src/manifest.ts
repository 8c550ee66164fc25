import { defineModule } from '@otklik/kernel';
import { listHeads } from './queries/list-heads.ts';
import { listKeys } from './queries/list-keys.ts';

export const manifest = defineModule({
  name: 'act-log',
  needs: [],
  commands: {},
  queries: { listHeads, listKeys },
  jobs: [],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
