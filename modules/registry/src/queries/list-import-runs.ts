import { defineQuery } from '@otklik/kernel';
import { listRunsInput } from '../intake/schema.ts';
import { importer } from '../policy.ts';
import { regionIdOf } from '../records/places.ts';
import '../store/tables.ts';

/** Imports of files from the desk and the command line, newest first. */
export const listImportRuns = defineQuery({
  name: 'registry.list-import-runs',
  input: listRunsInput,
  policy: importer,
  async handle({ tx, input: { cursor, limit } }) {
    const after = cursor && /^[\da-f-]{36}$/.test(cursor) ? cursor : undefined;
    const rows = await tx.db
      .selectFrom('registry_import_runs')
      .select([
        'id',
        'kind',
        'format',
        'file_name',
        'state',
        'rows_count',
        'done_count',
        'added_count',
        'changed_count',
        'unchanged_count',
        'rejected_count',
        'kept_count',
        'error_code',
        'created_at',
        'finished_at',
      ])
      .where('region_id', '=', regionIdOf(tx))
      // Ids hold the time of their making in front: their order is the order of the runs.
      .$if(after !== undefined, (query) => query.where('id', '<', after!))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return {
      runs: rows.slice(0, limit),
      next: rows.length > limit ? rows[limit - 1]!.id : null,
    };
  },
});
