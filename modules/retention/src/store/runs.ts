import { AppError, newId, type Tx } from '@otklik/kernel';
import { regionIn } from './tables.ts';

export async function insertRun(tx: Tx, name: string): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('retention_runs')
    .values({
      region_id: regionIn(tx),
      id,
      class: name,
      started_at: tx.now,
      finished_at: null,
      error_code: null,
    })
    .execute();
  return id;
}

export async function closeRun(
  tx: Tx,
  run: { id: string; removed: number; held: number; errorCode: string | null },
): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('retention_runs')
    .set({
      finished_at: tx.now,
      removed_count: run.removed,
      held_count: run.held,
      error_code: run.errorCode,
    })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', run.id)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('not-found', { kind: 'run' });
}

/** The last run of each class. */
export const lastRuns = (tx: Tx) =>
  tx.db
    .selectFrom('retention_runs')
    .distinctOn('class')
    .select(['class', 'started_at', 'finished_at', 'removed_count', 'held_count', 'error_code'])
    .where('region_id', '=', regionIn(tx))
    .orderBy('class')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute();

export async function deleteRunsBefore(tx: Tx, before: Date): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('retention_runs')
    .where('region_id', '=', regionIn(tx))
    .where('started_at', '<', before)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
