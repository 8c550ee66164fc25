import { AppError, newId, type Tx } from '@otklik/kernel';
import { sql } from 'kysely';
import { pauseBeforeLink } from '../model.ts';
import { later, regionIn } from './tables.ts';

/** One letter of a kind at a time per contact, or two at once would both find the door open. */
export const oneLetterAtATime = async (tx: Tx, kind: string, contactId: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${kind}|${contactId}`}, 0))`.execute(tx.db);

/** @throws AppError too-many-requests when the last link of so many within a day is too fresh */
export function waitAfterLinks(
  tx: Tx,
  { count, last }: { readonly count: number; readonly last: Date | null },
): void {
  if (!last) return;
  const free = later(last, pauseBeforeLink(count));
  const retryAfter_s = Math.ceil((free.getTime() - tx.now.getTime()) / 1000);
  if (retryAfter_s > 0) throw new AppError('too-many-requests', { retryAfter_s });
}

/**
 * Growing delay per address: it counts links already made, so it is the same for known and new ones.
 *
 * @throws AppError too-many-requests
 */
export async function waitBetweenLinks(tx: Tx, contactId: string): Promise<void> {
  await oneLetterAtATime(tx, 'sign-in', contactId);
  const recent = await tx.db
    .selectFrom('sign_in_links')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('created_at').as('last')])
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', contactId)
    .where('demo', '=', false)
    .where('created_at', '>', later(tx.now, -86_400))
    .executeTakeFirstOrThrow();
  waitAfterLinks(tx, recent);
}

export async function addLink(
  tx: Tx,
  facts: {
    readonly tokenHash: string;
    readonly contactId: string;
    readonly expiresAt: Date;
    readonly demo?: boolean;
  },
): Promise<void> {
  await tx.db
    .insertInto('sign_in_links')
    .values({
      region_id: regionIn(tx),
      id: newId(tx.now.getTime()),
      token_hash: facts.tokenHash,
      contact_id: facts.contactId,
      demo: facts.demo ?? false,
      created_at: tx.now,
      expires_at: facts.expiresAt,
      used_at: null,
    })
    .execute();
}

/**
 * Spends a link: of several at once one gets it, and the contact's other links end with it.
 *
 * @throws AppError link-expired for an unknown, spent or late one alike
 */
export async function spendLink(
  tx: Tx,
  tokenHash: string,
): Promise<{ contactId: string; demo: boolean }> {
  const link = await tx.db
    .updateTable('sign_in_links')
    .set({ used_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .returning(['contact_id', 'demo'])
    .executeTakeFirst();
  if (!link) throw new AppError('link-expired');
  await tx.db
    .updateTable('sign_in_links')
    .set({ used_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', link.contact_id)
    .where('demo', '=', link.demo)
    .where('used_at', 'is', null)
    .execute();
  return { contactId: link.contact_id, demo: link.demo };
}
