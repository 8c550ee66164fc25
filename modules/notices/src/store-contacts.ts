import { newId, regionOf, AppError, type App, type Tx } from '@otklik/kernel';
import { insertMany, type Place } from '@otklik/db';
import type { Locale } from '@otklik/i18n';
import { sql } from 'kysely';
import { normaliseEmail } from './model.ts';

export const regionIn = (tx: Tx): string => {
  const region = regionOf(tx.scope);
  if (!region) throw new AppError('internal', { reason: 'scope-without-region' });
  return region;
};

const emailPlace = (id: string): Place => ({ table: 'contacts', column: 'email_sealed', row: id });

/**
 * The contact of an address in this region: found by its blind index, or made.
 * The locale is that of the first time; somebody else could ask with another, so only `speakTo` changes it.
 *
 * @returns the contact's id
 * @throws AppError invalid-input for what is not an address
 */
export async function contactFor(
  tx: Tx,
  facts: { readonly email: string; readonly locale: Locale; readonly synthetic?: boolean },
): Promise<string> {
  const region = regionIn(tx);
  const email = normaliseEmail(facts.email);
  const index = tx.vault.index(email);
  const known = await findByIndex(tx, region, index);
  if (known) return known;
  const id = newId(tx.now.getTime());
  const key = await tx.vault.newKey();
  const made = await tx.db
    .insertInto('contacts')
    .values({
      region_id: region,
      id,
      data_key_id: key,
      email_sealed: await tx.vault.seal(key, emailPlace(id), email),
      email_index: index,
      locale: facts.locale,
      confirmed_at: null,
      bounced_at: null,
      created_at: tx.now,
      synthetic: facts.synthetic ?? false,
    })
    .onConflict((conflict) => conflict.columns(['region_id', 'email_index']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return id;
  // Somebody else made it in the same moment; the key that was meant for ours serves nothing.
  await tx.vault.destroyKey(key);
  const theirs = await findByIndex(tx, region, index);
  if (!theirs) throw new AppError('changed-meanwhile');
  return theirs;
}

export interface SyntheticContact {
  readonly id: string;
  readonly email: string;
  readonly createdAt: Date;
  readonly confirmedAt: Date | null;
}

/**
 * Contacts of invented people, marked as such, each sealed under a data key of its own.
 *
 * @throws AppError forbidden outside demo mode
 */
export async function importContacts(
  app: App,
  tx: Tx,
  contacts: readonly SyntheticContact[],
): Promise<void> {
  if (!app.settings.demo) throw new AppError('forbidden', { reason: 'not-in-demo-mode' });
  const region = regionIn(tx);
  const keys = await tx.vault.newKeys(contacts.map((contact) => contact.createdAt));
  const rows = [];
  for (const [at, { id, createdAt, confirmedAt, ...contact }] of contacts.entries()) {
    const email = normaliseEmail(contact.email);
    rows.push({
      region_id: region,
      id,
      data_key_id: keys[at]!,
      email_sealed: await tx.vault.seal(keys[at]!, emailPlace(id), email),
      email_index: tx.vault.index(email),
      locale: 'ru' as const,
      confirmed_at: confirmedAt,
      bounced_at: null,
      created_at: createdAt,
      synthetic: true,
    });
  }
  await insertMany(tx, 'contacts', rows);
}

const findByIndex = async (tx: Tx, region: string, index: string): Promise<string | null> =>
  (
    await tx.db
      .selectFrom('contacts')
      .select('id')
      .where('region_id', '=', region)
      .where('email_index', '=', index)
      .executeTakeFirst()
  )?.id ?? null;

/** The contact of an address, if this region has one. @throws AppError invalid-input */
export const findContact = (tx: Tx, email: string): Promise<string | null> =>
  findByIndex(tx, regionIn(tx), tx.vault.index(normaliseEmail(email)));

/** From now on letters to this address are in this language. Only its owner may say so. */
export async function speakTo(tx: Tx, id: string, locale: Locale): Promise<void> {
  await tx.db
    .updateTable('contacts')
    .set({ locale })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('locale', '!=', locale)
    .execute();
}

/** Its owner has shown that the address is theirs; the first time counts. */
export async function confirmContact(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('contacts')
    .set((eb) => ({
      confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(tx.now)),
      bounced_at: null,
    }))
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

export const isConfirmed = async (tx: Tx, id: string): Promise<boolean> =>
  Boolean(
    await tx.db
      .selectFrom('contacts')
      .select('id')
      .where('region_id', '=', regionIn(tx))
      .where('id', '=', id)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst(),
  );

/** The address in clear, for sending and for its owner; null when there is none or it was erased. */
export async function addressOf(
  tx: Tx,
  id: string,
): Promise<{ email: string; locale: Locale } | null> {
  const row = await tx.db
    .selectFrom('contacts')
    .select(['data_key_id', 'email_sealed', 'locale'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const email = await tx.vault.open(row.data_key_id, emailPlace(id), row.email_sealed);
  return !email ? null : { email, locale: row.locale };
}

/** The addresses of many contacts in clear, by id, for sending: without the erased, the refused and the unconfirmed. */
export async function addressesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('contacts')
    .select(['id', 'data_key_id', 'email_sealed'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .where('confirmed_at', 'is not', null)
    .where('bounced_at', 'is', null)
    .execute();
  await tx.vault.preload(rows.map((row) => row.data_key_id));
  const addresses = new Map<string, string>();
  for (const { id, data_key_id, email_sealed } of rows) {
    const email = email_sealed && (await tx.vault.open(data_key_id, emailPlace(id), email_sealed));
    if (email) addresses.set(id, email);
  }
  return addresses;
}

export async function markBounced(tx: Tx, id: string): Promise<void> {
  await tx.db
    .updateTable('contacts')
    .set({ bounced_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

/** Erases the address for good: its key is destroyed, its index emptied; the row stays as a tombstone. */
export async function forgetContact(tx: Tx, id: string): Promise<void> {
  const row = await tx.db
    .updateTable('contacts')
    .set({ email_index: null, email_sealed: '' })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .returning('data_key_id')
    .executeTakeFirst();
  if (row) await tx.vault.destroyKey(row.data_key_id);
}
