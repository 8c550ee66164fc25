import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyPort } from '@otklik/kernel';

const SIGNS = 'abcdefghijklmnopqrstuvwxyz234567';
const SIZE_bytes = 16;

/** 128 random bits in signs that no post office changes, whatever it does to the case of letters. */
export function newBounceTicket(): string {
  let bits = 0n;
  for (const byte of randomBytes(SIZE_bytes)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let at = 0; at < 26; at += 1) {
    text = SIGNS[Number(bits & 31n)]! + text;
    bits >>= 5n;
  }
  return text;
}

/** What is kept of the address a letter comes back to. */
export const bounceHash = (ticket: string): string =>
  createHash('sha256').update(`survey-bounce|${ticket.toLowerCase()}`).digest('base64url');

/** Whose letters a stop is about: everybody's surveys, or those of one organisation. */
export interface StopSubject {
  readonly personId: string;
  /** Organisation or `place:ID`. */
  readonly sender: string;
}

const PURPOSE = 'survey-stop';
const UUID = /^[0-9a-f-]{36}$/;

const text = ({ personId, sender }: StopSubject): string =>
  `${personId}.${Buffer.from(sender).toString('base64url')}`;

/** Tells tickets of surveys from those of subscriptions at their common door. */
export const STOP_TICKET = /^survey\./;

/** The ticket in a letter by which its reader stops letters: signed, kept nowhere, good for ever. */
export const stopTicket = (keys: KeyPort, subject: StopSubject): string =>
  `survey.${text(subject)}.${keys.hash(PURPOSE, text(subject))}`;

/** Whom and what a ticket stops; null for one that we did not give. */
export function stopSubject(keys: KeyPort, ticket: string): StopSubject | null {
  const [prefix, personId = '', sender = '', signature = ''] = ticket.split('.');
  if (prefix !== 'survey' || !UUID.test(personId)) return null;
  const expected = Buffer.from(keys.hash(PURPOSE, `${personId}.${sender}`));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return { personId, sender: Buffer.from(sender, 'base64url').toString() };
}
