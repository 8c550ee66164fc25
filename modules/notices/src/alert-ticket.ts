import { timingSafeEqual } from 'node:crypto';
import type { KeyPort } from '@otklik/kernel';

const PURPOSE = 'wait-alert-stop';
const PREFIX = 'wait-';
/** Tells tickets of these letters from those of digests and surveys. */
export const ALERT_TICKET = /^wait-/;

/** The ticket in a letter that stops its alert: signed, kept nowhere, good for ever. */
export const alertTicket = (keys: KeyPort, alertId: string): string =>
  `${PREFIX}${alertId}.${keys.hash(PURPOSE, alertId)}`;

/** Which alert a ticket stops; null for one that we did not give. */
export function alertOfTicket(keys: KeyPort, ticket: string): string | null {
  if (!ALERT_TICKET.test(ticket)) return null;
  const [id = '', signature = ''] = ticket.slice(PREFIX.length).split('.');
  const expected = Buffer.from(keys.hash(PURPOSE, id));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null;
}
