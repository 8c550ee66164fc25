import type { Swept, Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

const BATCH_ROWS = 2000;

const swept = (removed: number, held = 0): Swept => ({
  removed,
  held,
  more: removed === BATCH_ROWS,
});
const counted = ({ numAffectedRows }: { readonly numAffectedRows?: bigint }): number =>
  Number(numAffectedRows ?? 0);

/** Invitations that were answered, closed or ran out before a day, with their links and letters. */
export async function forgetInvitationsBefore(tx: Tx, day: string): Promise<Swept> {
  return swept(
    counted(
      await sql`delete from survey_invitations where region_id = ${regionIn(tx)} and id in (
        select id from survey_invitations where region_id = ${regionIn(tx)}
          and coalesce(spent_on, expires_on) < ${day} order by id limit ${BATCH_ROWS})`.execute(
        tx.db,
      ),
    ),
  );
}

/** Visits that were reported before a day. */
export async function forgetVisitsBefore(tx: Tx, day: string): Promise<Swept> {
  return swept(
    counted(
      await sql`delete from survey_visits where region_id = ${regionIn(tx)} and id in (
        select id from survey_visits where region_id = ${regionIn(tx)} and reported_on < ${day}
        order by id limit ${BATCH_ROWS})`.execute(tx.db),
    ),
  );
}

/**
 * People who were neither written to nor reported since a day. That somebody asked not to be asked stays known by the
 * hash of their address; that an address takes nothing stays with it.
 */
export async function forgetPeopleBefore(tx: Tx, day: string): Promise<Swept> {
  const { rows } = await sql<{ id: string; data_key_id: string }>`
    select id, data_key_id from survey_people as p
    where region_id = ${regionIn(tx)} and made_on < ${day}
      and (suppressed_on is null or contact_index is null)
      and not exists (select 1 from survey_touches t
        where t.region_id = p.region_id and t.person_id = p.id and t.on_day >= ${day})
      and not exists (select 1 from survey_visits v where v.region_id = p.region_id and v.person_id = p.id)
      and not exists (select 1 from survey_attached a where a.region_id = p.region_id and a.person_id = p.id)
      and not exists (select 1 from survey_invitations i
        where i.region_id = p.region_id and i.person_id = p.id)
    order by id limit ${BATCH_ROWS}`.execute(tx.db);
  if (rows.length === 0) return swept(0);
  await tx.db
    .deleteFrom('survey_people')
    .where('region_id', '=', regionIn(tx))
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  await tx.vault.destroyKeys(rows.map(({ data_key_id }) => data_key_id));
  return swept(rows.length);
}
