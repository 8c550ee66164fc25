import type { Tx } from '@otklik/kernel';
import type { Selectable } from 'kysely';
import type { Tables } from '@otklik/db';
import { regionIn } from './tables.ts';

export type PromiseRow = Selectable<Tables['survey_promises']>;
const ROWS_MAX = 200;

const promises = (tx: Tx) =>
  tx.db.selectFrom('survey_promises').selectAll().where('region_id', '=', regionIn(tx));

export const lockPromise = (tx: Tx, id: string): Promise<PromiseRow | undefined> =>
  promises(tx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** The promises of a place, the latest day first. */
export const promisesAt = (tx: Tx, placeId: string): Promise<PromiseRow[]> =>
  promises(tx)
    .where('place_id', '=', placeId)
    .orderBy('due_on', 'desc')
    .orderBy('id')
    .limit(ROWS_MAX)
    .execute();

export async function insertPromise(tx: Tx, row: Omit<PromiseRow, 'region_id'>): Promise<void> {
  await tx.db
    .insertInto('survey_promises')
    .values({ region_id: regionIn(tx), ...row })
    .execute();
}

/** @returns the new version */
export async function changePromise(
  tx: Tx,
  { id, version }: Pick<PromiseRow, 'id' | 'version'>,
  change: Partial<Pick<PromiseRow, 'state' | 'outcome' | 'settled_on' | 'decided_by'>>,
): Promise<number> {
  await tx.db
    .updateTable('survey_promises')
    .set({ ...change, version: version + 1 })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
  return version + 1;
}
