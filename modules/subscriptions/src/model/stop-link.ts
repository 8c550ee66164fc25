import { timingSafeEqual } from 'node:crypto';
import type { KeyPort } from '@otklik/kernel';

const PURPOSE = 'subscription-stop';

/** The ticket in a letter that stops its subscription: signed, kept nowhere, good for ever. */
export const stopTicket = (keys: KeyPort, subscriptionId: string): string =>
  `${subscriptionId}.${keys.hash(PURPOSE, subscriptionId)}`;

/** Which subscription a ticket stops; null for one that we did not give. */
export function subscriptionOf(keys: KeyPort, ticket: string): string | null {
  const [id = '', signature = ''] = ticket.split('.');
  const expected = Buffer.from(keys.hash(PURPOSE, id));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}
