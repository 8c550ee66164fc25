import { AppError, type Actor, type Context } from '@otklik/kernel';
import { subscriptionOf } from './model/stop-link.ts';
import { subscriptionById, type SubscriptionRow } from './store/subscriptions.ts';

/** The name under which digests are planned and sent. */
export const SENDER = 'subscriptions.send-digests';

/** The job alone: it holds addresses. @throws AppError forbidden */
export function onlySender({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system' || actor.name !== SENDER) throw new AppError('forbidden');
}

/** Somebody signed in; subscriptions hang on the contact, which a person is. @throws AppError sign-in-required, forbidden */
export function signedIn({ actor }: { readonly actor: Actor }): string {
  if (actor.kind === 'person') return actor.personId;
  throw new AppError(
    actor.kind === 'visitor' || actor.kind === 'receipt' ? 'sign-in-required' : 'forbidden',
  );
}

/** People: signed in, with a receipt in the browser, or nobody we know. @throws AppError forbidden */
export function people({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'key' || actor.kind === 'system') throw new AppError('forbidden');
}

/** One's own subscription; somebody else's does not exist. @throws AppError not-found, sign-in-required */
export async function ownOne({
  tx,
  actor,
  input: { id },
}: Context<{ readonly id: string }>): Promise<SubscriptionRow> {
  const contactId = signedIn({ actor });
  const row = await subscriptionById(tx, id);
  if (!row || row.contact_id !== contactId) throw new AppError('not-found');
  return row;
}

/**
 * Who holds the ticket of a letter holds the letter. A subscription that went with its person is null: to
 * stop what is gone is no fault.
 * @throws AppError not-found for a ticket that we did not give
 */
export async function byTicket({
  app,
  tx,
  input: { ticket },
}: Context<{ readonly ticket: string }>): Promise<SubscriptionRow | null> {
  const id = subscriptionOf(app.ports.keys, ticket);
  if (!id) throw new AppError('not-found');
  return subscriptionById(tx, id);
}
