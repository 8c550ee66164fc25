import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { endImportInput } from '../intake/schema.ts';
import { runById } from '../intake/store.ts';
import { regionIdOf } from '../records/places.ts';

/** Ends an import: all rows were gone through, or the file as a whole cannot be. */
export const endImport = defineCommand({
  name: 'registry.end-import',
  input: endImportInput,
  async policy({ tx, actor, input: { runId } }: Context<z.output<typeof endImportInput>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    const run = await runById(tx, runId, true);
    if (run.finished_at) throw new AppError('already-done');
    return run;
  },
  async handle({ tx, input: { runId, errorCode } }) {
    await tx.db
      .updateTable('registry_import_runs')
      .set({
        state: errorCode ? 'failed' : 'done',
        error_code: errorCode ?? null,
        finished_at: tx.now,
      })
      .where('region_id', '=', regionIdOf(tx))
      .where('id', '=', runId)
      .execute();
    return { runId };
  },
  audit: ({ input }) => ({ object: `import:${input.runId}`, after: input.errorCode ?? 'done' }),
});
