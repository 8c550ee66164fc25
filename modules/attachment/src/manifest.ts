import { defineModule } from '@otklik/kernel';
import { putAdmissions } from './commands/put-admissions.ts';
import { putCatchments } from './commands/put-catchments.ts';
import { findClinic } from './queries/find-clinic.ts';
import { getAdmission } from './queries/get-admission.ts';
import { sumUp } from './queries/sum-up.ts';

export const manifest = defineModule({
  name: 'attachment',
  needs: ['registry'],
  commands: { putAdmissions, putCatchments },
  queries: { findClinic, getAdmission, sumUp },
  jobs: [],
  settings: {},
  constraints: { admission_dates: 'invalid-input', catchment_dates: 'invalid-input' },
  migrations: new URL('../migrations/', import.meta.url),
});
