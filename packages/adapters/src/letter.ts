import { createHash } from 'node:crypto';
import type { Letter } from '@otklik/kernel';
import { MailError } from './mail-error.ts';

/** One address, nothing that could add a second recipient or a header. Whether it exists is the receiver's to say. */
const ADDRESS = /^[^\s@<>()",;:\\[\]\p{Cc}]{1,64}@[^\s@<>()",;:\\[\]\p{Cc}]{1,255}$/u;
/** Inside the angle brackets of a header of its own. */
const LINK = /^https?:\/\/[\x21-\x3b\x3d\x3f-\x7e]{1,500}$/;
/** What may stand before the @ of a way back, and in the name of a list. */
const TICKET = /^[a-z0-9]{1,60}$/;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/**
 * Refuses a letter whose address, subject or id could carry a further header or recipient.
 * @throws MailError permanent, at step `letter`
 */
export function checkLetter(letter: Letter): void {
  const sound =
    ADDRESS.test(letter.to) &&
    letter.subject !== '' &&
    !CONTROL.test(letter.subject) &&
    letter.id !== '' &&
    !CONTROL.test(letter.id) &&
    (letter.unsubscribe === undefined || LINK.test(letter.unsubscribe)) &&
    [letter.list, letter.returnTicket].every((code) => code === undefined || TICKET.test(code));
  if (!sound) throw new MailError('letter', true);
}

/** Names a letter in headers and files; says nothing of the id, which may be a case's. */
export const letterDigest = (id: string): string =>
  createHash('sha256').update(id).digest('hex').slice(0, 32);
