import { randomUUID } from 'node:crypto';
import type { Tx } from '@otklik/kernel';
import { normaliseEmail } from '@otklik/notices';
import { todayOf } from '@otklik/registry';
import { sql } from 'kysely';
import { regionIn } from './tables.ts';

export const emailPlace = (row: string) => ({
  table: 'survey_people',
  column: 'email_sealed',
  row,
});

export interface Addressed {
  readonly email: string;
  readonly locale: 'ru' | 'en';
  readonly zone?: string | undefined;
}

/** Whoever is asked at an address, made when new. @throws AppError invalid-input for what is no address */
export async function personFor(tx: Tx, typed: string, locale: 'ru' | 'en'): Promise<string> {
  const email = normaliseEmail(typed);
  return (await peopleFor(tx, [{ email, locale }])).get(email)!;
}

/**
 * Whoever is asked at these addresses, made when new, by normalised address. In the order of their hashes, so that
 * two reports of the same people never wait crosswise. The zone that was told last counts.
 */
export async function peopleFor(
  tx: Tx,
  addressed: readonly Addressed[],
): Promise<Map<string, string>> {
  const wanted = new Map(addressed.map((one) => [tx.vault.index(one.email), one]));
  const known = await idsByIndex(tx, [...wanted.keys()]);
  const fresh = [...wanted].filter(([index]) => !known.has(index)).toSorted(byFirst);
  if (fresh.length > 0) {
    await insertPeople(tx, fresh);
    for (const [index, id] of await idsByIndex(
      tx,
      fresh.map(([index]) => index),
    ))
      known.set(index, id);
  }
  await followZones(tx, wanted, known);
  return new Map([...wanted].map(([index, { email }]) => [email, known.get(index)!]));
}

const byFirst = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

async function insertPeople(
  tx: Tx,
  fresh: readonly (readonly [string, Addressed])[],
): Promise<void> {
  const made_on = await todayOf(tx);
  const keys = await tx.vault.newKeys(fresh.map(() => tx.now));
  const rows = [];
  for (const [at, [contact_index, { email, locale, zone }]] of fresh.entries()) {
    const id = randomUUID();
    const data_key_id = keys[at]!;
    const email_sealed = await tx.vault.seal(data_key_id, emailPlace(id), email);
    rows.push({
      id,
      contact_index,
      email_sealed,
      data_key_id,
      locale,
      zone: zone ?? null,
      made_on,
    });
  }
  const { rows: made } = await sql<{ data_key_id: string }>`
    insert into survey_people
      (region_id, id, contact_index, email_sealed, data_key_id, locale, zone, made_on)
    select ${regionIn(tx)}, id, contact_index, email_sealed, data_key_id, locale, zone, made_on
    from json_populate_recordset(null::survey_people, ${JSON.stringify(rows)}::json)
    order by contact_index
    on conflict (region_id, contact_index) do nothing returning data_key_id`.execute(tx.db);
  // Somebody else reported them in the same moment; the keys that were meant for ours serve nothing.
  const used = new Set(made.map(({ data_key_id }) => data_key_id));
  await tx.vault.destroyKeys(keys.filter((key) => !used.has(key)));
}

async function followZones(
  tx: Tx,
  wanted: ReadonlyMap<string, Addressed>,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const told = [...wanted].flatMap(([index, { zone }]) =>
    zone ? [{ id: ids.get(index)!, zone }] : [],
  );
  if (told.length === 0) return;
  await sql`
    update survey_people p set zone = t.zone
    from json_to_recordset(${JSON.stringify(told)}::json) as t(id uuid, zone text)
    where p.region_id = ${regionIn(tx)} and p.id = t.id and p.zone is distinct from t.zone`.execute(
    tx.db,
  );
}

async function idsByIndex(tx: Tx, indexes: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.db
    .selectFrom('survey_people')
    .select(['id', 'contact_index'])
    .where('region_id', '=', regionIn(tx))
    .where('contact_index', '=', sql<string>`any(${indexes}::text[])`)
    .execute();
  return new Map(rows.map(({ id, contact_index }) => [contact_index!, id]));
}

async function personByIndex(tx: Tx, index: string): Promise<string | null> {
  const row = await tx.db
    .selectFrom('survey_people')
    .select('id')
    .where('region_id', '=', regionIn(tx))
    .where('contact_index', '=', index)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Who is asked at this address, if anybody. */
export const personOfEmail = (tx: Tx, email: string): Promise<string | null> =>
  personByIndex(tx, tx.vault.index(normaliseEmail(email)));

/** The address in clear, for the one letter that is about to leave. */
export const emailOf = (
  tx: Tx,
  row: { readonly id: string; readonly data_key_id: string; readonly email_sealed: string },
): Promise<string | null> => tx.vault.open(row.data_key_id, emailPlace(row.id), row.email_sealed);

/** Nothing more is sent to an address that takes nothing. */
export async function suppress(tx: Tx, ids: readonly string[], because: string): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('survey_people')
    .set({ suppressed_on: await todayOf(tx), suppressed_because: because })
    .where('region_id', '=', regionIn(tx))
    .where('id', 'in', ids)
    .where('suppressed_on', 'is', null)
    .execute();
}

/** The address takes letters again. @returns whether it had been thought not to */
export async function unsuppress(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('survey_people')
    .set({ suppressed_on: null, suppressed_because: null, soft_until: null })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where((is) => is.or([is('suppressed_on', 'is not', null), is('soft_until', 'is not', null)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
