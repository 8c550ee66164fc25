import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { StopSubject } from '../model/ticket.ts';
import { regionIn } from './tables.ts';

async function indexOf(tx: Tx, personId: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('survey_people')
    .select('contact_index')
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.contact_index ?? null;
}

/**
 * Somebody wants no more letters, from one sender or ('') at all. Kept by the hash of the address, so that it
 * outlives the person. Of whom is gone there is nothing to stop. @returns whether it is new
 */
export async function stopFor(tx: Tx, { personId, sender }: StopSubject): Promise<boolean> {
  const contact_index = await indexOf(tx, personId);
  if (!contact_index) return false;
  const made = await tx.db
    .insertInto('survey_stops')
    .values({ region_id: regionIn(tx), contact_index, sender, stopped_on: await todayOf(tx) })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'contact_index', 'sender']).doNothing(),
    )
    .returning('sender')
    .executeTakeFirst();
  return made !== undefined;
}

/** From whom somebody wants no letters ('' is nobody at all), and since when. */
export async function stopsOf(
  tx: Tx,
  personId: string,
): Promise<{ readonly sender: string; readonly since: string }[]> {
  const contact_index = await indexOf(tx, personId);
  if (!contact_index) return [];
  return tx.db
    .selectFrom('survey_stops')
    .select(['sender', 'stopped_on as since'])
    .where('region_id', '=', regionIn(tx))
    .where('contact_index', '=', contact_index)
    .orderBy('sender')
    .execute();
}

/** Letters may come again. @returns how many stops were lifted */
export async function liftStop(tx: Tx, { personId, sender }: StopSubject): Promise<number> {
  const contact_index = await indexOf(tx, personId);
  if (!contact_index) return 0;
  const { numDeletedRows } = await tx.db
    .deleteFrom('survey_stops')
    .where('region_id', '=', regionIn(tx))
    .where('contact_index', '=', contact_index)
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
