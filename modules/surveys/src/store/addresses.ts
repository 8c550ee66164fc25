import { randomUUID } from 'node:crypto';
import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { sql } from 'kysely';
import {
  indexed,
  MESSAGE_CHANNELS,
  type Channel,
  type Contact,
  type MessageChannel,
} from '../model/channels.ts';
import { emailPlace, peopleFor } from './people.ts';
import { regionIn } from './tables.ts';

/** Somebody who may be asked, by every address they agreed to. */
export interface Reachable {
  readonly contact: Contact;
  readonly locale: 'ru' | 'en';
  readonly zone?: string | undefined;
  readonly prefers?: Channel | undefined;
}

const addressPlace = (row: string) => ({
  table: 'survey_addresses',
  column: 'address_sealed',
  row,
});

interface Known {
  readonly person_id: string;
  readonly contact_index: string | null;
  readonly data_key_id: string;
}

async function ownersOf(tx: Tx, indexes: readonly string[]): Promise<Map<string, Known>> {
  if (indexes.length === 0) return new Map();
  const { rows } = await sql<Known & { address_index: string }>`
    select a.address_index, a.person_id, p.contact_index, p.data_key_id
    from survey_addresses a join survey_people p on p.region_id = a.region_id and p.id = a.person_id
    where a.region_id = ${regionIn(tx)} and a.address_index = any(${indexes}::text[])`.execute(
    tx.db,
  );
  return new Map(rows.map(({ address_index, ...owner }) => [address_index, owner]));
}

const messagesOf = ({ contact }: Reachable): [MessageChannel, string][] =>
  MESSAGE_CHANNELS.flatMap((channel) => {
    const address = contact[channel];
    return address ? [[channel, address] as [MessageChannel, string]] : [];
  });

/** Somebody known by a telephone alone tells of a letter's address: they stay one person with one budget. */
async function joinEmail(tx: Tx, owner: Known, email: string): Promise<void> {
  const contact_index = tx.vault.index(email);
  const email_sealed = await tx.vault.seal(owner.data_key_id, emailPlace(owner.person_id), email);
  await sql`
    update survey_people set contact_index = ${contact_index}, email_sealed = ${email_sealed}
    where region_id = ${regionIn(tx)} and id = ${owner.person_id} and contact_index is null
      and not exists (select 1 from survey_people o
        where o.region_id = ${regionIn(tx)} and o.contact_index = ${contact_index})`.execute(tx.db);
}

async function newWithoutEmail(tx: Tx, { locale, zone }: Reachable): Promise<Known> {
  const data_key_id = await tx.vault.newKey();
  const id = randomUUID();
  await tx.db
    .insertInto('survey_people')
    .values({
      region_id: regionIn(tx),
      id,
      contact_index: null,
      email_sealed: '',
      data_key_id,
      locale,
      zone: zone ?? null,
      suppressed_on: null,
      suppressed_because: null,
      soft_until: null,
      stopped_on: null,
      made_on: await todayOf(tx),
      prefers: null,
    })
    .execute();
  return { person_id: id, contact_index: null, data_key_id };
}

async function keyOfPerson(tx: Tx, id: string): Promise<string> {
  const row = await tx.db
    .selectFrom('survey_people')
    .select('data_key_id')
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.data_key_id;
}

/** An address belongs to one person: what another has already stays theirs. */
async function addAddress(
  tx: Tx,
  personId: string,
  dataKeyId: string,
  [channel, address]: readonly [MessageChannel, string],
): Promise<void> {
  const sealed = await tx.vault.seal(dataKeyId, addressPlace(`${personId}:${channel}`), address);
  await sql`
    insert into survey_addresses (region_id, person_id, channel, address_index, address_sealed, agreed_on)
    values (${regionIn(tx)}, ${personId}, ${channel}, ${tx.vault.index(indexed(channel, address))},
      ${sealed}, ${await todayOf(tx)})
    on conflict (region_id, person_id, channel) do update set
      address_index = excluded.address_index, address_sealed = excluded.address_sealed,
      agreed_on = excluded.agreed_on, suppressed_on = null, suppressed_because = null
    where survey_addresses.address_index <> excluded.address_index`.execute(tx.db);
}

async function prefer(tx: Tx, id: string, channel: Channel): Promise<void> {
  await sql`update survey_people set prefers = ${channel}
    where region_id = ${regionIn(tx)} and id = ${id} and chosen_on is null
      and prefers is distinct from ${channel}`.execute(tx.db);
}

async function reachOne(tx: Tx, one: Reachable, byEmail: Map<string, string>): Promise<string> {
  const ways = messagesOf(one).map(
    (way) => [...way, tx.vault.index(indexed(way[0], way[1]))] as const,
  );
  const owners = await ownersOf(
    tx,
    ways.map(([, , index]) => index),
  );
  const own = one.contact.email ? byEmail.get(one.contact.email) : undefined;
  const found = ways.flatMap(([, , index]) => owners.get(index) ?? [])[0];
  const fresh = own || found ? null : await newWithoutEmail(tx, one);
  const id = own ?? found?.person_id ?? fresh!.person_id;
  const missing = ways.filter(([, , index]) => !owners.has(index));
  if (missing.length > 0) {
    const key = fresh?.data_key_id ?? (await keyOfPerson(tx, id));
    for (const [channel, address] of missing) await addAddress(tx, id, key, [channel, address]);
  }
  if (one.prefers) await prefer(tx, id, one.prefers);
  return id;
}

/**
 * Whoever is asked by these addresses, in their order, made when new. Whoever tells of two addresses is one person; an
 * address stays with whom it was first told of.
 */
export async function reachAll(tx: Tx, wanted: readonly Reachable[]): Promise<string[]> {
  const withBoth = wanted.filter((one) => one.contact.email && messagesOf(one).length > 0);
  for (const one of withBoth) {
    const owners = await ownersOf(
      tx,
      messagesOf(one).map(([channel, address]) => tx.vault.index(indexed(channel, address))),
    );
    const alone = [...owners.values()].find(({ contact_index }) => contact_index === null);
    if (alone) await joinEmail(tx, alone, one.contact.email!);
  }
  const byEmail = await peopleFor(
    tx,
    wanted.flatMap(({ contact: { email }, locale, zone }) =>
      email ? [{ email, locale, zone }] : [],
    ),
  );
  const ids: string[] = [];
  for (const one of wanted) {
    const own = one.contact.email ? byEmail.get(one.contact.email) : undefined;
    const isPlain = own && messagesOf(one).length === 0 && !one.prefers;
    ids.push(isPlain ? own : await reachOne(tx, one, byEmail));
  }
  return ids;
}

/** The address of a message in clear, for the one that is about to leave. */
export const messageAddressOf = (
  tx: Tx,
  row: {
    readonly person_id: string;
    readonly channel: Channel;
    readonly data_key_id: string;
    readonly address_sealed: string;
  },
): Promise<string | null> =>
  tx.vault.open(
    row.data_key_id,
    addressPlace(`${row.person_id}:${row.channel}`),
    row.address_sealed,
  );

/** Whose address it is, if anybody's. */
export async function personOfAddress(
  tx: Tx,
  channel: MessageChannel,
  address: string,
): Promise<string | null> {
  const owners = await ownersOf(tx, [tx.vault.index(indexed(channel, address))]);
  return [...owners.values()][0]?.person_id ?? null;
}

/** Nothing more is sent to a number or talk that takes nothing. */
export async function suppressAddress(
  tx: Tx,
  personId: string,
  channel: MessageChannel,
  because: string,
): Promise<void> {
  await tx.db
    .updateTable('survey_addresses')
    .set({ suppressed_on: await todayOf(tx), suppressed_because: because })
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .where('channel', '=', channel)
    .where('suppressed_on', 'is', null)
    .execute();
}
