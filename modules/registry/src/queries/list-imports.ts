import { defineQuery } from '@otklik/kernel';
import { importer } from '../policy.ts';
import { nothing } from '../schema.ts';
import '../store/tables.ts';

/** What was imported into this region, newest first; `digest` tells one file from another. */
export const listImports = defineQuery({
  name: 'registry.list-imports',
  input: nothing,
  policy: importer,
  handle: ({ tx }) =>
    tx.db
      .selectFrom('registry_imports')
      .select(['kind', 'digest', 'at', 'report'])
      .orderBy('at', 'desc')
      .limit(200)
      .execute(),
});
