import { defineQuery } from '@otklik/kernel';
import { reportsVisits } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { ATTACHED_COLUMNS, VISIT_COLUMNS } from '../visits-file.ts';

const named = (columns: typeof VISIT_COLUMNS) =>
  columns.map(({ name, required }) => ({ name, isRequired: required }));

/** Which columns files of visits and of attached people have, for whoever may bring one. */
export const describeVisitFile = defineQuery({
  name: 'surveys.describe-visit-file',
  input,
  policy: reportsVisits,
  handle: async () => ({ columns: named(VISIT_COLUMNS), attached: named(ATTACHED_COLUMNS) }),
});
