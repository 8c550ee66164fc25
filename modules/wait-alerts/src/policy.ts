import { AppError, type Actor, type Context } from '@otklik/kernel';
import { alertOfTicket } from '@otklik/notices';
import { alertById, type AlertRow } from './store/alerts.ts';

/** The name under which alerts are told. */
export const TELLER = 'wait-alerts.tell';

/** People: signed in, with a receipt in the browser, or nobody we know. @throws AppError forbidden */
export function people({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'key' || actor.kind === 'system') throw new AppError('forbidden');
}

/** The job alone. @throws AppError forbidden */
export function onlyTeller({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system' || actor.name !== TELLER) throw new AppError('forbidden');
}

/**
 * Who holds the ticket of a letter holds the letter; an alert that is gone is null, and no fault.
 * @throws AppError not-found for a ticket that we did not give
 */
export async function byTicket({
  app,
  tx,
  input: { ticket },
}: Context<{ readonly ticket: string }>): Promise<AlertRow | null> {
  const id = alertOfTicket(app.ports.keys, ticket);
  if (!id) throw new AppError('not-found');
  return alertById(tx, id);
}
