import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { ADMISSION_COLUMNS, CATCHMENT_COLUMNS } from '../columns.ts';
import { regionAdministrator } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { knownOn } from '../store/catchments.ts';

const names = (columns: typeof ADMISSION_COLUMNS) =>
  columns.map(({ name, required }) => ({ name, isRequired: required }));

/** How much of the region's clinics is known, and what the files must hold. */
export const sumUp = defineQuery({
  name: 'attachment.sum-up',
  input,
  policy: regionAdministrator,
  handle: async ({ tx }) => ({
    known: await knownOn(tx, await todayOf(tx)),
    admissionColumns: names(ADMISSION_COLUMNS),
    catchmentColumns: names(CATCHMENT_COLUMNS),
  }),
});
