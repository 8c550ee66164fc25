import type { Locale } from '@otklik/i18n';
import type { Place } from '@otklik/db';
import { AppError, newId, type Tx } from '@otklik/kernel';
import { normaliseEmail } from './model.ts';
import { regionIn } from './store-contacts.ts';

const emailPlace = (id: string): Place => ({ table: 'contacts', column: 'email_sealed', row: id });

/** A contact that has given no address: somebody whom a provider of identity knows. @returns its id */
export async function contactWithoutAddress(tx: Tx, locale: Locale): Promise<string> {
  const id = newId(tx.now.getTime());
  const key = await tx.vault.newKey();
  await tx.db
    .insertInto('contacts')
    .values({
      region_id: regionIn(tx),
      id,
      data_key_id: key,
      email_sealed: await tx.vault.seal(key, emailPlace(id), ''),
      email_index: null,
      locale,
      confirmed_at: null,
      bounced_at: null,
      created_at: tx.now,
      synthetic: false,
    })
    .execute();
  return id;
}

/**
 * Two contacts change addresses: the second one's becomes the confirmed address of the first, and the
 * second keeps the old one, so that a letter can still tell its reader of the change.
 *
 * @throws AppError not-found when one of them was erased
 */
export async function swapAddresses(tx: Tx, first: string, second: string): Promise<void> {
  const region = regionIn(tx);
  const rows = await tx.db
    .selectFrom('contacts')
    .select(['id', 'data_key_id', 'email_sealed'])
    .where('region_id', '=', region)
    .where('id', 'in', [first, second])
    .orderBy('id')
    .forUpdate()
    .execute();
  const read = async (id: string) => {
    const row = rows.find((one) => one.id === id);
    const email = row && (await tx.vault.open(row.data_key_id, emailPlace(id), row.email_sealed));
    if (!row || email === null || email === undefined) throw new AppError('not-found');
    return { ...row, email };
  };
  const [one, other] = [await read(first), await read(second)];
  await tx.db
    .updateTable('contacts')
    .set({ email_index: null })
    .where('region_id', '=', region)
    .where('id', 'in', [first, second])
    .execute();
  const write = async (to: typeof one, email: string, confirmedAt: Date | null) =>
    tx.db
      .updateTable('contacts')
      .set({
        email_sealed: await tx.vault.seal(to.data_key_id, emailPlace(to.id), email),
        email_index: email ? tx.vault.index(normaliseEmail(email)) : null,
        confirmed_at: confirmedAt,
        bounced_at: null,
      })
      .where('region_id', '=', region)
      .where('id', '=', to.id)
      .execute();
  // Unconfirmed again: the sweep of such addresses forgets it, once the letter is out.
  await write(other, one.email, null);
  await write(one, other.email, tx.now);
}

/** When a contact was made: one that was here before somebody named it is somebody's. */
export const contactMadeAt = async (tx: Tx, id: string): Promise<Date | null> =>
  (
    await tx.db
      .selectFrom('contacts')
      .select('created_at')
      .where('region_id', '=', regionIn(tx))
      .where('id', '=', id)
      .executeTakeFirst()
  )?.created_at ?? null;
