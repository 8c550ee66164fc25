import { defineQuery, nationalScope } from '@otklik/kernel';
import { anybody } from '../policy.ts';
import { nothing } from '../schema.ts';
import '../store/tables.ts';

/** Codes of the regions that take part in this installation. Belongs to no region itself. */
export const listEnabledRegions = defineQuery({
  name: 'registry.list-enabled-regions',
  input: nothing,
  policy: anybody,
  scope: () => nationalScope(),
  handle: async ({ tx }): Promise<string[]> => {
    const rows = await tx.db
      .selectFrom('regions')
      .select('code')
      .where('enabled', '=', true)
      .orderBy('code')
      .execute();
    return rows.map((row) => row.code);
  },
});
