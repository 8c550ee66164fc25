import { defineModule } from '@otklik/kernel';
import { beginVersion } from './commands/begin-version.ts';
import { createForm } from './commands/create-form.ts';
import { editDraft } from './commands/edit-draft.ts';
import { editWords } from './commands/edit-words.ts';
import { importForm } from './commands/import-form.ts';
import { importForms } from './commands/import-forms.ts';
import { publishVersion } from './commands/publish-version.ts';
import { putUse } from './commands/put-use.ts';
import { retireVersion } from './commands/retire-version.ts';
import { checkDraft } from './queries/check-draft.ts';
import { exportForm } from './queries/export-form.ts';
import { findForms } from './queries/find-forms.ts';
import { getVersion } from './queries/get-version.ts';
import { listForExport } from './queries/list-for-export.ts';
import { listForms } from './queries/list-forms.ts';
import { listWords } from './queries/list-words.ts';
import { preview } from './queries/preview.ts';
import { formsExport } from './region-export.ts';

export const manifest = defineModule({
  name: 'survey-forms',
  needs: ['cases', 'registry'],
  commands: {
    beginVersion,
    createForm,
    editDraft,
    editWords,
    importForm,
    importForms,
    publishVersion,
    putUse,
    retireVersion,
  },
  queries: {
    checkDraft,
    exportForm,
    findForms,
    getVersion,
    listForExport,
    listForms,
    listWords,
    preview,
  },
  regionExport: formsExport,
  jobs: [],
  settings: {},
  constraints: {
    one_form_per_url: 'already-exists',
    one_draft_per_form: 'already-exists',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
