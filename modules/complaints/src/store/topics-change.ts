import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionId } from '@otklik/cases';

/** The last instant, not after the transaction's, at which a topic's version began, ended or was written. */
export async function lastChange(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(moment) as at
    from topics, lateral (values (valid_from), (valid_to), (case when valid_from <= ${tx.now} then changed_at end)) as moments (moment)
    where region_id = ${regionId(tx)} and moment <= ${tx.now}`.execute(tx.db);
  return rows[0]?.at ?? new Date(0);
}
