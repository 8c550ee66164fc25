import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { sql } from 'kysely';
import type { StopSubject } from '../model/ticket.ts';
import { regionIn } from './tables.ts';

/** Hashes of every address of somebody. */
async function indexesOf(tx: Tx, personId: string): Promise<string[]> {
  const { rows } = await sql<{ index: string }>`
    select contact_index as index from survey_people
    where region_id = ${regionIn(tx)} and id = ${personId} and contact_index is not null
    union select address_index from survey_addresses
    where region_id = ${regionIn(tx)} and person_id = ${personId} order by 1`.execute(tx.db);
  return rows.map(({ index }) => index);
}

/**
 * Somebody wants no more letters, from one sender or ('') at all. Kept by the hash of each of their addresses, so that
 * it outlives the person. Of whom is gone there is nothing to stop. @returns whether it is new
 */
export async function stopFor(tx: Tx, { personId, sender }: StopSubject): Promise<boolean> {
  const indexes = await indexesOf(tx, personId);
  if (indexes.length === 0) return false;
  const stopped_on = await todayOf(tx);
  const made = await tx.db
    .insertInto('survey_stops')
    .values(
      indexes.map((contact_index) => ({
        region_id: regionIn(tx),
        contact_index,
        sender,
        stopped_on,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'contact_index', 'sender']).doNothing(),
    )
    .returning('sender')
    .execute();
  return made.length > 0;
}

/** From whom somebody wants no letters ('' is nobody at all), and since when. */
export async function stopsOf(
  tx: Tx,
  personId: string,
): Promise<{ readonly sender: string; readonly since: string }[]> {
  const indexes = await indexesOf(tx, personId);
  if (indexes.length === 0) return [];
  return tx.db
    .selectFrom('survey_stops')
    .select((is) => ['sender', is.fn.min('stopped_on').as('since')])
    .where('region_id', '=', regionIn(tx))
    .where('contact_index', 'in', indexes)
    .groupBy('sender')
    .orderBy('sender')
    .execute();
}

/** Letters may come again. @returns how many stops were lifted */
export async function liftStop(tx: Tx, { personId, sender }: StopSubject): Promise<number> {
  const indexes = await indexesOf(tx, personId);
  if (indexes.length === 0) return 0;
  const { numDeletedRows } = await tx.db
    .deleteFrom('survey_stops')
    .where('region_id', '=', regionIn(tx))
    .where('contact_index', 'in', indexes)
    .where('sender', '=', sender)
    .executeTakeFirst();
  if (sender === '')
    await tx.db
      .updateTable('survey_people')
      .set({ stopped_on: null })
      .where('region_id', '=', regionIn(tx))
      .where('id', '=', personId)
      .execute();
  return Number(numDeletedRows);
}
