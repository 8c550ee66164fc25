import { sql, type Selectable } from 'kysely';
import { insertMany } from '@otklik/db';
import { AppError, type Tx } from '@otklik/kernel';
import { regionIdOf } from '../records/places.ts';
import type { ImportFaultTable, ImportRunTable } from '../records/tables.ts';
import '../store/tables.ts';

export type ImportRun = Selectable<ImportRunTable>;
export type ImportFault = Selectable<ImportFaultTable>;

/** @throws AppError not-found */
export async function runById(tx: Tx, id: string, lock = false): Promise<ImportRun> {
  const row = await tx.db
    .selectFrom('registry_import_runs')
    .selectAll()
    .where('region_id', '=', regionIdOf(tx))
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'import' });
  return row;
}

export interface Counts {
  readonly done: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly kept: number;
}

export async function moveCursor(tx: Tx, id: string, counts: Counts): Promise<void> {
  await sql`
    update registry_import_runs set state = 'running',
      done_count = done_count + ${counts.done}, added_count = added_count + ${counts.added},
      changed_count = changed_count + ${counts.changed},
      unchanged_count = unchanged_count + ${counts.unchanged},
      rejected_count = rejected_count + ${counts.rejected}, kept_count = kept_count + ${counts.kept}
    where region_id = ${regionIdOf(tx)} and id = ${id}`.execute(tx.db);
}

export type NewFault = Omit<ImportFault, 'region_id' | 'run_id' | 'place'>;

export async function insertFaults(
  tx: Tx,
  runId: string,
  from: number,
  faults: readonly NewFault[],
): Promise<void> {
  await insertMany(
    tx,
    'registry_import_faults',
    faults.map((fault, at) => ({
      region_id: regionIdOf(tx),
      run_id: runId,
      // Unique in the run: batches begin at different rows, and a row has few faults.
      place: from * 50 + at,
      ...fault,
    })),
  );
}
