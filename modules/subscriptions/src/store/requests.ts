import { json } from '@otklik/db';
import { AppError, type Tx } from '@otklik/kernel';
import { targetKey } from '../model/target.ts';
import type { NewSubscription } from './subscriptions.ts';
import { regionIn } from './tables.ts';

/** How long the link of a confirmation letter waits. */
export const REQUEST_LIFE_h = 48;
/** Under which purpose tokens of such links are hashed. */
export const LINK_PURPOSE = 'subscription';
/** Letters that ask, to one address in a day: somebody may type the address of another. */
const REQUESTS_A_DAY_MAX = 5;
const DAY_ms = 86_400_000;
const BATCH_ROWS = 1000;

/** @throws AppError too-many-requests; it counts what was typed and says nothing of what is subscribed */
export async function refuseFlood(tx: Tx, contactId: string): Promise<void> {
  const { n } = await tx.db
    .selectFrom('subscription_requests')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', contactId)
    .where('created_at', '>', new Date(tx.now.getTime() - DAY_ms))
    .executeTakeFirstOrThrow();
  if (n >= REQUESTS_A_DAY_MAX)
    throw new AppError('too-many-requests', { retryAfter_s: DAY_ms / 1000 });
}

/** Keeps what was typed until its owner confirms it by the link of a letter. */
export async function addRequest(tx: Tx, tokenHash: string, one: NewSubscription): Promise<void> {
  await tx.db
    .insertInto('subscription_requests')
    .values({
      region_id: regionIn(tx),
      token_hash: tokenHash,
      contact_id: one.contactId,
      target_key: targetKey(one.target),
      target: json(one.target),
      frequency: one.frequency,
      locale: one.locale,
      expires_at: new Date(tx.now.getTime() + REQUEST_LIFE_h * 3_600_000),
      created_at: tx.now,
    })
    .execute();
}

/** @throws AppError link-expired for a link that is unknown or old: both sound alike */
export async function requestByLink(tx: Tx, tokenHash: string): Promise<NewSubscription> {
  const row = await tx.db
    .selectFrom('subscription_requests')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  if (!row) throw new AppError('link-expired');
  const { contact_id: contactId, target, frequency, locale } = row;
  return { contactId, target, frequency, locale };
}

/** @returns how many went, at most a batch */
export async function forgetRequestsBefore(tx: Tx, before: Date): Promise<number> {
  const old = tx.db
    .selectFrom('subscription_requests')
    .select('token_hash')
    .where('region_id', '=', regionIn(tx))
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(BATCH_ROWS);
  const gone = await tx.db
    .deleteFrom('subscription_requests')
    .where('region_id', '=', regionIn(tx))
    .where('token_hash', 'in', old)
    .returning('token_hash')
    .execute();
  return gone.length;
}
