import type { Selectable } from 'kysely';
import { json, type Tables } from '@otklik/db';
import { newId, type Tx } from '@otklik/kernel';
import { zoneOfRegion } from '@otklik/registry';
import { nextIssue, type Frequency } from '../model/schedule.ts';
import { targetKey, type Target } from '../model/target.ts';
import { regionIn } from './tables.ts';

export type SubscriptionRow = Selectable<Tables['subscriptions']>;

/** So many at once has one address; more is a list that nobody reads. */
export const SUBSCRIPTIONS_MAX = 50;

export const subscriptionById = async (tx: Tx, id: string): Promise<SubscriptionRow | null> =>
  (await tx.db
    .selectFrom('subscriptions')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst()) ?? null;

/** The subscriptions of one contact, newest first. */
export const subscriptionsOf = (tx: Tx, contactId: string): Promise<SubscriptionRow[]> =>
  tx.db
    .selectFrom('subscriptions')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', contactId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(SUBSCRIPTIONS_MAX * 4)
    .execute();

export async function countActive(tx: Tx, contactId: string): Promise<number> {
  const row = await tx.db
    .selectFrom('subscriptions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', contactId)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  return row.n;
}

export interface NewSubscription {
  readonly contactId: string;
  readonly target: Target;
  readonly frequency: Frequency;
  readonly locale: 'ru' | 'en';
}

/** Begins a subscription, or begins it anew; one that runs takes the new frequency. @returns its id */
export async function putSubscription(tx: Tx, one: NewSubscription): Promise<string> {
  const next_at = nextIssue(one.frequency, tx.now, await zoneOfRegion(tx));
  const begun = {
    frequency: one.frequency,
    locale: one.locale,
    state: 'active' as const,
    stop_reason: null,
    next_at,
    stopped_at: null,
  };
  const row = await tx.db
    .insertInto('subscriptions')
    .values({
      region_id: regionIn(tx),
      id: newId(tx.now.getTime()),
      contact_id: one.contactId,
      kind: one.target.kind,
      target_key: targetKey(one.target),
      target: json(one.target),
      ...begun,
      covered_until: tx.now,
      created_at: tx.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'contact_id', 'target_key']).doUpdateSet((eb) => ({
        ...begun,
        // What happened while it was stopped is not told afterwards.
        covered_until: eb
          .case()
          .when('subscriptions.state', '=', 'active')
          .then(eb.ref('subscriptions.covered_until'))
          .else(tx.now)
          .end(),
      })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function setFrequency(tx: Tx, id: string, frequency: Frequency): Promise<void> {
  await tx.db
    .updateTable('subscriptions')
    .set({ frequency, next_at: nextIssue(frequency, tx.now, await zoneOfRegion(tx)) })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('state', '=', 'active')
    .execute();
}

/** Stops subscriptions at their owner's wish; what waits of them is not sent. @returns how many ran */
export async function stopSubscriptions(
  tx: Tx,
  which: { readonly id: string } | { readonly contactId: string },
): Promise<number> {
  const stopped = await tx.db
    .updateTable('subscriptions')
    .set({ state: 'stopped', stop_reason: 'asked', stopped_at: tx.now, next_at: null })
    .where('region_id', '=', regionIn(tx))
    .where('state', '=', 'active')
    .$if('id' in which, (query) => query.where('id', '=', (which as { id: string }).id))
    .$if('contactId' in which, (query) =>
      query.where('contact_id', '=', (which as { contactId: string }).contactId),
    )
    .returning('id')
    .execute();
  if (stopped.length > 0)
    await tx.db
      .deleteFrom('subscription_letters')
      .where('region_id', '=', regionIn(tx))
      .where('state', '=', 'queued')
      .where(
        'subscription_id',
        'in',
        stopped.map(({ id }) => id),
      )
      .execute();
  return stopped.length;
}
