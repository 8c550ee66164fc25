import { sql } from 'kysely';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { takeBatch } from '../intake/batch.ts';
import type { TableKind } from '../intake/formats.ts';
import type { IntakeLine } from '../intake/lines.ts';
import { importBatchInput } from '../intake/schema.ts';
import { insertFaults, moveCursor, runById } from '../intake/store.ts';

/** The rows as the job cut them off the file. @throws AppError invalid-input for anything else */
function batchOf(payload: string): { readonly rows: readonly IntakeLine[] } {
  try {
    const batch = JSON.parse(payload) as { rows?: unknown } | null;
    const isLine = (line: unknown): boolean =>
      typeof line === 'object' && line !== null && ('row' in line || 'fault' in line);
    if (Array.isArray(batch?.rows) && batch.rows.every(isLine))
      return batch as { rows: readonly IntakeLine[] };
  } catch {
    // Told below like every other batch that is none.
  }
  throw new AppError('invalid-input', { reason: 'not-a-batch' });
}

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
    const { rows } = batchOf(payload);
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
