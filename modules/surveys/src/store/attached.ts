import { randomUUID } from 'node:crypto';
import type { Swept, Tx } from '@otklik/kernel';
import type { WhoSpeaks } from '@otklik/registry';
import { sql } from 'kysely';
import { indexed, MESSAGE_CHANNELS, type Contact } from '../model/channels.ts';
import { regionIn } from './tables.ts';

export interface SurveyAttachedTable {
  region_id: string;
  id: string;
  attached_key: string;
  place_id: string;
  person_id: string;
  audience: WhoSpeaks;
  last_visit_month: string | null;
  listed_on: string;
}

declare module '@otklik/db' {
  interface Tables {
    survey_attached: SurveyAttachedTable;
  }
}

const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

const indexesOf = (tx: Tx, { email, ...rest }: Contact): string[] => [
  ...(email ? [tx.vault.index(email)] : []),
  ...MESSAGE_CHANNELS.flatMap((channel) => {
    const address = rest[channel];
    return address ? [tx.vault.index(indexed(channel, address))] : [];
  }),
];

/** Keeps in which month attached people were last seen. Of anybody else nothing is kept. */
export async function noteVisits(
  tx: Tx,
  visited: readonly { readonly contact: Contact; readonly day: string }[],
): Promise<void> {
  const rows = visited.flatMap(({ contact, day }) =>
    indexesOf(tx, contact).map((index) => ({ index, month: monthOf(day) })),
  );
  if (rows.length === 0) return;
  const region = regionIn(tx);
  await sql`
    with seen as (
      select index, max(month) as month from json_to_recordset(${JSON.stringify(rows)}::json)
        as v(index text, month date) group by index
    ), met as (
      select p.id, s.month from seen s join survey_people p
        on p.region_id = ${region} and p.contact_index = s.index
      union all
      select a.person_id, s.month from seen s join survey_addresses a
        on a.region_id = ${region} and a.address_index = s.index
    )
    update survey_attached t set last_visit_month = greatest(t.last_visit_month, met.month)
    from met where t.region_id = ${region} and t.person_id = met.id`.execute(tx.db);
}

export type NewAttached = Omit<SurveyAttachedTable, 'region_id' | 'id'>;

/** Puts somebody on the list, or says that they still are. @returns whether they are new there */
export async function putAttached(tx: Tx, one: NewAttached): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    insert into survey_attached (region_id, id, attached_key, place_id, person_id, audience, last_visit_month, listed_on)
    values (${regionIn(tx)}, ${randomUUID()}, ${one.attached_key}, ${one.place_id}, ${one.person_id}, ${one.audience},
      ${one.last_visit_month}, ${one.listed_on})
    on conflict (region_id, attached_key) do update set place_id = excluded.place_id,
      person_id = excluded.person_id, audience = excluded.audience, listed_on = excluded.listed_on,
      last_visit_month = greatest(survey_attached.last_visit_month, excluded.last_visit_month)
    returning (xmax = 0) as fresh`.execute(tx.db);
  return rows[0]!.fresh;
}

/** Somebody is attached no more. @returns whether they had been */
export async function dropAttached(tx: Tx, key: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('survey_attached')
    .where('region_id', '=', regionIn(tx))
    .where('attached_key', '=', key)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

const BATCH_ROWS = 2000;

/** Whom no list has named since a day. */
export async function forgetAttachedBefore(tx: Tx, day: string): Promise<Swept> {
  const { numAffectedRows } = await sql`
    delete from survey_attached where region_id = ${regionIn(tx)} and id in (
      select id from survey_attached where region_id = ${regionIn(tx)} and listed_on < ${day}
      order by id limit ${BATCH_ROWS})`.execute(tx.db);
  const removed = Number(numAffectedRows ?? 0);
  return { removed, held: 0, more: removed === BATCH_ROWS };
}
