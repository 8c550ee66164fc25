import { defineModule } from '@otklik/kernel';
import { importRegistry } from './commands/import-registry.ts';
import { findClinics } from './queries/find-clinics.ts';
import { getClinic } from './queries/get-clinic.ts';
import { getDistrict } from './queries/get-district.ts';
import { listDistricts } from './queries/list-districts.ts';
import { listEnabledRegions } from './queries/list-enabled-regions.ts';
import { listImports } from './queries/list-imports.ts';
import { listRegions } from './queries/list-regions.ts';
import { listSpecialties } from './queries/list-specialties.ts';
import { map } from './queries/map.ts';

export const manifest = defineModule({
  name: 'registry',
  needs: [],
  commands: { importRegistry },
  queries: {
    findClinics,
    getClinic,
    getDistrict,
    listDistricts,
    listEnabledRegions,
    listImports,
    listRegions,
    listSpecialties,
    map,
  },
  jobs: [],
  settings: {},
  constraints: {
    one_clinic_per_code: 'already-exists',
    clinic_district: 'unknown-reference',
    clinic_okrug: 'unknown-reference',
    clinic_organisation: 'unknown-reference',
  },
  migrations: new URL('../migrations/', import.meta.url),
});
