import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { runTarget } from '../intake/schema.ts';
import { runById } from '../intake/store.ts';
import { importer } from '../policy.ts';
import { regionIdOf } from '../records/places.ts';

/** How far an import is, and a page of its bad lines in the order of the file. */
export const getImportRun = defineQuery({
  name: 'registry.get-import-run',
  input: runTarget,
  policy: ({ tx, actor, input: { runId } }: Context<z.output<typeof runTarget>>) => {
    importer({ actor });
    return runById(tx, runId);
  },
  async handle({ tx, subject: run, input: { runId, after, limit } }) {
    const faults = await tx.db
      .selectFrom('registry_import_faults')
      .select(['line', 'place', 'kind', 'object_code', 'path', 'code'])
      .where('region_id', '=', regionIdOf(tx))
      .where('run_id', '=', runId)
      .$if(after !== undefined, (query) => query.where('line', '>', after!))
      .orderBy('line')
      .orderBy('place')
      .limit(limit + 1)
      .execute();
    const { region_id: _, file_key: __, ...told } = run;
    return {
      run: told,
      faults: faults.slice(0, limit),
      next: faults.length > limit ? faults[limit - 1]!.line : null,
    };
  },
});
