import type { Timestamp } from '@otklik/db';
import { newId, type Tx } from '@otklik/kernel';
import { oneLetterAtATime, waitAfterLinks } from './links.ts';
import { later, regionIn } from './tables.ts';

export type LinkPurpose = 'step-up' | 'new-address';
export const PROOF_TERM_minutes = 10;

interface MailedLinkTable {
  region_id: string;
  id: string;
  person_id: string;
  session_id: string;
  purpose: LinkPurpose;
  contact_id: string;
  token_hash: string;
  created_at: Timestamp;
  expires_at: Timestamp;
  spent_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    mailed_links: MailedLinkTable;
  }
}

interface LinkOwner {
  readonly personId: string;
  readonly sessionId: string;
}

/** Growing delay per address, whoever asks: nobody's box is filled by many who name it. */
async function waitBetweenMails(tx: Tx, purpose: LinkPurpose, contactId: string): Promise<void> {
  await oneLetterAtATime(tx, purpose, contactId);
  const recent = await tx.db
    .selectFrom('mailed_links')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.max('created_at').as('last')])
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', contactId)
    .where('purpose', '=', purpose)
    .where('created_at', '>', later(tx.now, -86_400))
    .executeTakeFirstOrThrow();
  waitAfterLinks(tx, recent);
}

/**
 * A link for this session alone; an earlier one of the same purpose ends.
 *
 * @throws AppError too-many-requests
 */
export async function addMailedLink(
  tx: Tx,
  owner: LinkOwner,
  facts: { readonly purpose: LinkPurpose; readonly contactId: string; readonly tokenHash: string },
): Promise<void> {
  const region_id = regionIn(tx);
  await waitBetweenMails(tx, facts.purpose, facts.contactId);
  await tx.db
    .updateTable('mailed_links')
    .set({ spent_at: tx.now })
    .where('region_id', '=', region_id)
    .where('session_id', '=', owner.sessionId)
    .where('purpose', '=', facts.purpose)
    .where('spent_at', 'is', null)
    .execute();
  await tx.db
    .insertInto('mailed_links')
    .values({
      region_id,
      id: newId(tx.now.getTime()),
      person_id: owner.personId,
      session_id: owner.sessionId,
      purpose: facts.purpose,
      contact_id: facts.contactId,
      token_hash: facts.tokenHash,
      created_at: tx.now,
      expires_at: later(tx.now, PROOF_TERM_minutes * 60),
      spent_at: null,
    })
    .execute();
}

/** Spends the link of this session; the wait for the next one starts anew. @returns the contact it was mailed to, null when it is not that link */
export async function spendMailedLink(
  tx: Tx,
  owner: LinkOwner,
  facts: { readonly purpose: LinkPurpose; readonly tokenHash: string },
): Promise<{ contactId: string; orderedAt: Date } | null> {
  const row = await tx.db
    .updateTable('mailed_links')
    .set({ spent_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('session_id', '=', owner.sessionId)
    .where('person_id', '=', owner.personId)
    .where('purpose', '=', facts.purpose)
    .where('token_hash', '=', facts.tokenHash)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .returning(['id', 'contact_id', 'created_at'])
    .executeTakeFirst();
  if (!row) return null;
  await tx.db
    .deleteFrom('mailed_links')
    .where('region_id', '=', regionIn(tx))
    .where('contact_id', '=', row.contact_id)
    .where('purpose', '=', facts.purpose)
    .where('spent_at', 'is not', null)
    .where('id', '<>', row.id)
    .execute();
  return { contactId: row.contact_id, orderedAt: row.created_at };
}
