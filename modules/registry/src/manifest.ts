import { defineModule } from '@otklik/kernel';
import { cancelPlanned } from './commands/cancel-planned.ts';
import { carryOutPlanned } from './commands/carry-out-planned.ts';
import { closeRecord } from './commands/close-record.ts';
import { endImport } from './commands/end-import.ts';
import { failPlanned } from './commands/fail-planned.ts';
import { importBatch } from './commands/import-batch.ts';
import { importRegistry } from './commands/import-registry.ts';
import { rejectLine } from './commands/reject-line.ts';
import { restoreVersion } from './commands/restore-version.ts';
import { saveRecord } from './commands/save-record.ts';
import { startImport } from './commands/start-import.ts';
import { carryOutPlannedJob } from './jobs/carry-out-planned.ts';
import { runImportJob } from './jobs/run-import.ts';
import { findClinics } from './queries/find-clinics.ts';
import { findNearest } from './queries/find-nearest.ts';
import { getCalendar } from './queries/get-calendar.ts';
import { getClinic } from './queries/get-clinic.ts';
import { getDistrict } from './queries/get-district.ts';
import { getImportRun } from './queries/get-import-run.ts';
import { getRecord } from './queries/get-record.ts';
import { importWork } from './queries/import-work.ts';
import { listDistricts } from './queries/list-districts.ts';
import { listEnabledRegions } from './queries/list-enabled-regions.ts';
import { listImportRuns } from './queries/list-import-runs.ts';
import { listImports } from './queries/list-imports.ts';
import { listPlanned } from './queries/list-planned.ts';
import { listRecords } from './queries/list-records.ts';
import { listRegions } from './queries/list-regions.ts';
import { listSpecialties } from './queries/list-specialties.ts';
import { map } from './queries/map.ts';

export const manifest = defineModule({
  name: 'registry',
  needs: [],
  commands: {
    cancelPlanned,
    carryOutPlanned,
    closeRecord,
    endImport,
    failPlanned,
    importBatch,
    importRegistry,
    rejectLine,
    restoreVersion,
    saveRecord,
    startImport,
  },
  queries: {
    findClinics,
    findNearest,
    getCalendar,
    getClinic,
    getDistrict,
    getImportRun,
    getRecord,
    importWork,
    listDistricts,
    listEnabledRegions,
    listImportRuns,
    listImports,
    listPlanned,
    listRecords,
    listRegions,
    listSpecialties,
    map,
  },
  jobs: [carryOutPlannedJob, runImportJob],
  settings: {},
  constraints: {
    one_clinic_per_code: 'already-exists',
    one_doctor_per_code: 'already-exists',
    one_object_per_code: 'already-exists',
    one_post_per_start: 'already-exists',
    no_overlapping_posts: 'already-exists',
    one_version_at_a_time: 'changed-meanwhile',
    clinic_district: 'unknown-reference',
    clinic_okrug: 'unknown-reference',
    clinic_organisation: 'unknown-reference',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
