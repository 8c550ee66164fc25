import type { Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

/**
 * Nothing more leaves about these places: letters that wait are void, invitations that had none are closed, and
 * links that are out live no longer than their day. Safe to run twice.
 *
 * @param until the last day on which a link opens its form
 */
export async function stopAsking(
  tx: Tx,
  places: readonly string[],
  until: string,
): Promise<{ readonly closed: number; readonly links: number }> {
  if (places.length === 0) return { closed: 0, links: 0 };
  const region = regionIn(tx);
  const closed = await tx.db
    .updateTable('survey_invitations')
    .set({ state: 'closed' })
    .where('region_id', '=', region)
    .where('place_id', 'in', places)
    .where('state', '=', 'planned')
    .executeTakeFirst();
  const links = await tx.db
    .updateTable('survey_invitations')
    .set({ expires_on: sql<string>`least(expires_on, ${until}::date)` })
    .where('region_id', '=', region)
    .where('place_id', 'in', places)
    .where('state', '=', 'open')
    .executeTakeFirst();
  await tx.db
    .updateTable('survey_letters')
    .set({ state: 'void' })
    .where('region_id', '=', region)
    .where('state', '=', 'queued')
    .where('invitation_id', 'in', (of) =>
      of
        .selectFrom('survey_invitations')
        .select('id')
        .where('region_id', '=', region)
        .where('place_id', 'in', places),
    )
    .execute();
  await tx.db
    .updateTable('survey_visits')
    .set({ state: 'counted', person_id: null })
    .where('region_id', '=', region)
    .where('place_id', 'in', places)
    .where('state', '=', 'planned')
    .execute();
  return { closed: Number(closed.numUpdatedRows), links: Number(links.numUpdatedRows) };
}

/** How many links about these places still open a form on a day. */
export async function linksLeft(tx: Tx, places: readonly string[], day: string): Promise<number> {
  if (places.length === 0) return 0;
  const { n } = await tx.db
    .selectFrom('survey_invitations')
    .select((all) => all.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionIn(tx))
    .where('place_id', 'in', places)
    .where('state', '=', 'open')
    .where('expires_on', '>=', day)
    .executeTakeFirstOrThrow();
  return n;
}

/** So much at once: a transaction stays short however large a pilot was. */
const BATCH_ROWS = 1000;

export interface Forgotten {
  readonly invitations: number;
  readonly visits: number;
  readonly people: number;
  /** Kept as a keyed hash without an address: they asked not to be written to. */
  readonly refusals: number;
  /** Whether there is more of it: call again. */
  readonly more: boolean;
}

/** @returns whose rows they were */
async function deleteSome(
  tx: Tx,
  table: 'survey_invitations' | 'survey_visits',
  places: readonly string[],
): Promise<readonly (string | null)[]> {
  const region = regionIn(tx);
  const rows = await tx.db
    .deleteFrom(table)
    .where('region_id', '=', region)
    .where('id', 'in', (of) =>
      of
        .selectFrom(table)
        .select('id')
        .where('region_id', '=', region)
        .where('place_id', 'in', places)
        .orderBy('id')
        .limit(BATCH_ROWS),
    )
    .returning('person_id')
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/**
 * Forgets, a batch at a time, who was asked about these places: links, letters, visits, and people of whom nothing
 * else is left. Counts of days stay. Whoever asked for no letters stays as a hash, so that they are not written to
 * again.
 */
export async function forgetPlaces(tx: Tx, places: readonly string[]): Promise<Forgotten> {
  if (places.length === 0)
    return { invitations: 0, visits: 0, people: 0, refusals: 0, more: false };
  await sql`delete from survey_attached where region_id = ${regionIn(tx)}
    and place_id = any(${places}::uuid[])`.execute(tx.db);
  const visited = await deleteSome(tx, 'survey_visits', places);
  const invited = await deleteSome(tx, 'survey_invitations', places);
  const met = new Set([...visited, ...invited].filter((id) => id !== null));
  let [people, refusals] = [0, 0];
  for (const id of met) {
    const done = await forgetPerson(tx, id);
    if (done === 'gone') people += 1;
    if (done === 'hash') refusals += 1;
  }
  const strangers = await forgetStrangers(tx);
  return {
    invitations: invited.length,
    visits: visited.length,
    people: people + strangers,
    refusals,
    more: [visited.length, invited.length, strangers].includes(BATCH_ROWS),
  };
}

/** People who were reported and never asked: an address that serves nothing. @returns how many */
async function forgetStrangers(tx: Tx): Promise<number> {
  const { rows } = await sql<{ data_key_id: string }>`
    delete from survey_people where region_id = ${regionIn(tx)} and id in (
      select p.id from survey_people p
      where p.region_id = ${regionIn(tx)} and p.stopped_on is null and p.suppressed_on is null
        and not exists (select 1 from survey_touches t where t.region_id = p.region_id and t.person_id = p.id)
        and not exists (select 1 from survey_visits v where v.region_id = p.region_id and v.person_id = p.id)
        and not exists (select 1 from survey_invitations i
          where i.region_id = p.region_id and i.person_id = p.id)
        and not exists (select 1 from survey_attached a where a.region_id = p.region_id and a.person_id = p.id)
      order by p.id limit ${BATCH_ROWS})
    returning data_key_id`.execute(tx.db);
  if (rows.length > 0) await tx.vault.destroyKeys(rows.map(({ data_key_id }) => data_key_id));
  return rows.length;
}

async function forgetPerson(tx: Tx, id: string): Promise<'gone' | 'hash' | 'held'> {
  const region = regionIn(tx);
  const person = await tx.db
    .selectFrom('survey_people as p')
    .select(['p.data_key_id', 'p.stopped_on', 'p.suppressed_on'])
    .select((is) =>
      is
        .exists(
          is
            .selectFrom('survey_invitations as i')
            .select('i.id')
            .where('i.region_id', '=', region)
            .whereRef('i.person_id', '=', 'p.id'),
        )
        .as('isAsked'),
    )
    .select((is) =>
      is
        .exists(
          is
            .selectFrom('survey_visits as v')
            .select('v.id')
            .where('v.region_id', '=', region)
            .whereRef('v.person_id', '=', 'p.id'),
        )
        .as('isVisitor'),
    )
    .where('p.region_id', '=', region)
    .where('p.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!person || person.isAsked || person.isVisitor) return 'held';
  const isRefusing = person.stopped_on !== null || person.suppressed_on !== null;
  const own = { region_id: region, id };
  if (isRefusing)
    await tx.db
      .updateTable('survey_people')
      .set({ email_sealed: '' })
      .where((is) => is.and(own))
      .execute();
  else
    await tx.db
      .deleteFrom('survey_people')
      .where((is) => is.and(own))
      .execute();
  await tx.vault.destroyKey(person.data_key_id);
  return isRefusing ? 'hash' : 'gone';
}
