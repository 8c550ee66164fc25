import { defineQuery } from '@otklik/kernel';
import { reportsVisits } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { VISIT_COLUMNS } from '../visits-file.ts';

/** Which columns a file of visits has, for whoever may bring one. */
export const describeVisitFile = defineQuery({
  name: 'surveys.describe-visit-file',
  input,
  policy: reportsVisits,
  handle: async () => ({
    columns: VISIT_COLUMNS.map(({ name }) => name),
    required: VISIT_COLUMNS.filter(({ required }) => required).map(({ name }) => name),
  }),
});
