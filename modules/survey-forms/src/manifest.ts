import { defineModule } from '@otklik/kernel';
import { importForms } from './commands/import-forms.ts';

export const manifest = defineModule({
  name: 'survey-forms',
  needs: [],
  commands: { importForms },
  queries: {},
  jobs: [],
  settings: {},
  constraints: {
    one_form_per_url: 'already-exists',
    one_draft_per_form: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
