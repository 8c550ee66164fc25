import { sql } from 'kysely';
import { json } from '@otklik/db';
import { defineCommand, digestOf, newId, principalOf, regionOf, type Tx } from '@otklik/kernel';
import { importCalendars } from '../import/calendars.ts';
import { importClinicNames, importClinics } from '../import/clinics.ts';
import { importDistricts, importOkrugs, importOrganisations } from '../import/districts.ts';
import { importDoctors } from '../import/doctors.ts';
import {
  importNorms,
  importRegions,
  importRegionSettings,
  importSpecialties,
} from '../import/national.ts';
import { importObjects } from '../import/objects.ts';
import { importPosts } from '../import/posts.ts';
import type { ImportReport } from '../import/report.ts';
import { importerOf } from '../policy.ts';
import { importInput, type ImportKind } from '../schema.ts';
import '../store/tables.ts';

export const IMPORTERS: Record<
  ImportKind,
  (tx: Tx, payload: string, by: string) => Promise<ImportReport>
> = {
  regions: importRegions,
  'region-settings': importRegionSettings,
  specialties: importSpecialties,
  calendars: importCalendars,
  norms: importNorms,
  okrugs: importOkrugs,
  districts: importDistricts,
  organisations: importOrganisations,
  clinics: importClinics,
  'clinic-names': importClinicNames,
  objects: importObjects,
  doctors: importDoctors,
  posts: importPosts,
};

/** Takes a file of the registry in: good rows go in, bad ones are reported. Run twice it changes nothing. */
export const importRegistry = defineCommand({
  name: 'registry.import-registry',
  input: importInput,
  policy: importerOf,
  handle: async ({ tx, actor, input: { kind, payload } }) => {
    // A plan made while a table was small would read it whole for each reference that is checked:
    // 13 s for the parts of 5,000 clinics on a connection that had imported 110 before.
    await sql`set local plan_cache_mode = force_custom_plan`.execute(tx.db);
    const report = await IMPORTERS[kind](tx, payload, principalOf(actor));
    await tx.db
      .insertInto('registry_imports')
      .values({
        region_id: regionOf(tx.scope) ?? '',
        id: newId(tx.now.getTime()),
        kind,
        digest: digestOf(payload),
        at: tx.now,
        report: json(report),
      })
      .execute();
    return report;
  },
  audit: ({ input, output }) => ({
    object: `import:${input.kind}`,
    after: `added ${output.added_count}, changed ${output.changed_count}, rejected ${output.rejected.length}`,
  }),
});
