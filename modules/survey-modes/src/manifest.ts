import { defineModule } from '@otklik/kernel';

export const manifest = defineModule({
  name: 'survey-modes',
  needs: [],
  commands: {},
  queries: {},
  jobs: [],
  settings: {},
  constraints: {},
  migrations: new URL('../migrations/', import.meta.url),
});
