import { sql } from 'kysely';
import { AppError, newId, regionOf, type Tx } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import type { Selectable, Updateable } from 'kysely';
import type { FaultCount } from '../model.ts';
import type { AccessSourceTable } from './tables.ts';

export type SourceRow = Selectable<AccessSourceTable>;

/** @throws AppError internal: outside a region */
export function regionId(tx: Tx): string {
  const region = regionOf(tx.scope);
  if (region === null) throw new AppError('internal', { reason: 'no-region' });
  return region;
}

/** The source of this code, held until the transaction ends. @throws AppError not-found */
export async function lockSource(tx: Tx, code: string): Promise<SourceRow> {
  const row = await tx.db
    .selectFrom('access_sources')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { object: 'source' });
  return { ...row, seq: Number(row.seq) };
}

export async function insertSource(
  tx: Tx,
  source: Pick<SourceRow, 'code' | 'name' | 'interval_min' | 'distance' | 'doctors'> & {
    readonly demo?: boolean;
  },
): Promise<string> {
  const id = newId();
  await tx.db
    .insertInto('access_sources')
    .values({ region_id: regionId(tx), id, demo: false, ...source })
    .execute();
  return id;
}

export const setSource = (
  tx: Tx,
  id: string,
  change: Updateable<AccessSourceTable>,
): Promise<unknown> =>
  tx.db
    .updateTable('access_sources')
    .set(change)
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .execute();

/** Adds to the day's counts. */
export async function keepFaults(tx: Tx, sourceId: string, faults: FaultCount): Promise<void> {
  if (faults.found.size === 0) return;
  const day = dayIn(await zoneOfRegion(tx), tx.now);
  for (const [fault, { count, slot }] of faults.found)
    await tx.db
      .insertInto('access_faults')
      .values({
        region_id: regionId(tx),
        source_id: sourceId,
        day,
        fault,
        count,
        last_at: tx.now,
        last_slot: slot,
      })
      .onConflict((on) =>
        on.columns(['region_id', 'source_id', 'day', 'fault']).doUpdateSet({
          count: sql`access_faults.count + excluded.count`,
          last_at: tx.now,
          last_slot: slot,
        }),
      )
      .execute();
}
