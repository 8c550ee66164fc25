import type { Timestamp } from '@otklik/db';
import { newId, type Tx } from '@otklik/kernel';
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

/** A link for this session alone; an earlier one of the same purpose ends. */
export async function addMailedLink(
  tx: Tx,
  owner: LinkOwner,
  facts: { readonly purpose: LinkPurpose; readonly contactId: string; readonly tokenHash: string },
): Promise<void> {
  const region_id = regionIn(tx);
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

/** Spends the link of this session. @returns the contact it was mailed to, null when it is not that link */
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
    .returning(['contact_id', 'created_at'])
    .executeTakeFirst();
  return row ? { contactId: row.contact_id, orderedAt: row.created_at } : null;
}
