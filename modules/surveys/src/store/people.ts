import { randomUUID } from 'node:crypto';
import type { Tx } from '@otklik/kernel';
import { normaliseEmail } from '@otklik/notices';
import { todayOf } from '@otklik/registry';
import { regionIn } from './tables.ts';

const emailPlace = (row: string) => ({ table: 'survey_people', column: 'email_sealed', row });

/** Whoever is asked at an address, made when new. @throws AppError invalid-input for what is no address */
export async function personFor(tx: Tx, typed: string, locale: 'ru' | 'en'): Promise<string> {
  const email = normaliseEmail(typed);
  const index = tx.vault.index(email);
  const known = await personByIndex(tx, index);
  if (known) return known;
  const id = randomUUID();
  const key = await tx.vault.newKey();
  const made = await tx.db
    .insertInto('survey_people')
    .values({
      region_id: regionIn(tx),
      id,
      contact_index: index,
      email_sealed: await tx.vault.seal(key, emailPlace(id), email),
      data_key_id: key,
      locale,
      zone: null,
      suppressed_on: null,
      suppressed_because: null,
      soft_until: null,
      stopped_on: null,
      made_on: await todayOf(tx),
    })
    .onConflict((conflict) => conflict.columns(['region_id', 'contact_index']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return id;
  // Somebody reported them in the same moment; the key that was meant for ours serves nothing.
  await tx.vault.destroyKey(key);
  return (await personByIndex(tx, index))!;
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
