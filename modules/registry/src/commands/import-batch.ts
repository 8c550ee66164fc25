import { sql } from 'kysely';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { takeBatch } from '../intake/batch.ts';
import type { TableKind } from '../intake/formats.ts';
import type { IntakeLine } from '../intake/lines.ts';
import { importBatchInput } from '../intake/schema.ts';
import { insertFaults, moveCursor, runById } from '../intake/store.ts';

/**
 * One batch of an import: its rows, its bad lines and the cursor in one transaction. A batch that is
 * not at the cursor was taken already, by this or another worker.
 * @throws AppError already-done; whatever a constraint says of the whole batch
 */
export const importBatch = defineCommand({
  name: 'registry.import-batch',
  input: importBatchInput,
  async policy({ tx, actor, input }: Context<z.output<typeof importBatchInput>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    const run = await runById(tx, input.runId, true);
    if (run.finished_at || run.done_count !== input.from) throw new AppError('already-done');
    return run;
  },
  async handle({ tx, subject: run, input: { runId, from, payload } }) {
    // A plan made while a table was small would read it whole for each reference that is checked.
    await sql`set local plan_cache_mode = force_custom_plan`.execute(tx.db);
    const { rows } = JSON.parse(payload) as { rows: readonly IntakeLine[] };
    const { counts, faults } = await takeBatch(tx, run.kind as TableKind, rows, run.created_by);
    await insertFaults(tx, runId, from, faults);
    await moveCursor(tx, runId, counts);
    return counts;
  },
  audit: ({ input, output }) => ({
    object: `import:${input.runId}`,
    after: `${input.from}+${output.done}`,
  }),
});
