import { sql, type Selectable } from 'kysely';
import { AppError, type Tx } from '@otklik/kernel';
import { regionId, reserveNumbers } from './cases.ts';
import type { SimulatedPastTable } from './tables.ts';

export type SimulatedPast = Omit<Selectable<SimulatedPastTable>, 'region_id'>;

/** The region's simulated past, finished or not; undefined when none was begun. */
export const readPast = (tx: Tx): Promise<SimulatedPast | undefined> =>
  tx.db
    .selectFrom('simulated_pasts')
    .select([
      'scale',
      'seed',
      'until',
      'cases_count',
      'days_count',
      'done_count',
      'finished_at',
      'first_number',
    ])
    .where('region_id', '=', regionId(tx))
    .executeTakeFirst();

export const holdsCases = async (tx: Tx): Promise<boolean> =>
  Boolean(
    await tx.db
      .selectFrom('cases')
      .select('id')
      .where('region_id', '=', regionId(tx))
      .limit(1)
      .executeTakeFirst(),
  );

/** @param numbers_count how many cases it will have: their numbers are taken now, in one block */
export async function beginPast(
  tx: Tx,
  numbers_count: number,
  past: Pick<SimulatedPast, 'scale' | 'seed' | 'until' | 'cases_count' | 'days_count'>,
): Promise<SimulatedPast> {
  const first_number = await reserveNumbers(tx, numbers_count);
  const row = { ...past, done_count: 0, finished_at: null, first_number };
  await tx.db
    .insertInto('simulated_pasts')
    .values({ region_id: regionId(tx), ...row })
    .execute();
  return row;
}

/**
 * Notes in a batch's own transaction that it is written. Of two writers of one past the later fails. The
 * transaction's commit does not wait for the disk: what a fall of the power takes along, this mark
 * included, the next run writes again; the end of the past waits for all of it.
 *
 * @throws AppError changed-meanwhile
 */
export async function advancePast(tx: Tx, from: number, to: number): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx.db);
  const { numUpdatedRows } = await tx.db
    .updateTable('simulated_pasts')
    .set({ done_count: to })
    .where('region_id', '=', regionId(tx))
    .where('done_count', '=', from)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('changed-meanwhile', { what: 'simulated-past' });
}

export async function finishPast(tx: Tx): Promise<void> {
  await tx.db
    .updateTable('simulated_pasts')
    .set({ finished_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('finished_at', 'is', null)
    .execute();
}
