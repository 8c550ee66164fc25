import { AppError, newId, type Reach, type StaffRole, type Tx } from '@otklik/kernel';
import { reachColumns } from '../model.ts';
import { regionIn } from './tables.ts';

// Accepted, revoked or late: whichever comes first ends an invitation, on every path.
const openOnes = (tx: Tx) =>
  tx.db
    .updateTable('invitations')
    .where('region_id', '=', regionIn(tx))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', tx.now);

/** Adds an invitation; an open one for the same address, role and reach ends with it. */
export async function addInvitation(
  tx: Tx,
  facts: {
    readonly tokenHash: string;
    readonly contactId: string;
    readonly role: StaffRole;
    readonly reach: Reach;
    readonly invitedBy: string | null;
    readonly expiresAt: Date;
  },
): Promise<string> {
  const id = newId(tx.now.getTime());
  const reach = reachColumns(facts.reach);
  await openOnes(tx)
    .set({ revoked_at: tx.now })
    .where('contact_id', '=', facts.contactId)
    .where('role', '=', facts.role)
    .where('reach_kind', '=', reach.reach_kind)
    .where('reach_id', '=', reach.reach_id)
    .execute();
  await tx.db
    .insertInto('invitations')
    .values({
      region_id: regionIn(tx),
      id,
      token_hash: facts.tokenHash,
      contact_id: facts.contactId,
      role: facts.role,
      ...reach,
      invited_by: facts.invitedBy,
      created_at: tx.now,
      expires_at: facts.expiresAt,
      accepted_at: null,
      revoked_at: null,
    })
    .execute();
  return id;
}

/** Spends an invitation: of several at once one gets it. @throws AppError link-expired */
export async function spendInvitation(tx: Tx, tokenHash: string) {
  const row = await openOnes(tx)
    .set({ accepted_at: tx.now })
    .where('token_hash', '=', tokenHash)
    .returning(['id', 'contact_id', 'role', 'reach_kind', 'reach_id', 'invited_by', 'created_at'])
    .executeTakeFirst();
  if (!row) throw new AppError('link-expired');
  return row;
}

export const openInvitations = (tx: Tx) =>
  tx.db
    .selectFrom('invitations')
    .select(['id', 'contact_id', 'role', 'reach_kind', 'reach_id', 'expires_at', 'token_hash'])
    .where('region_id', '=', regionIn(tx))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .orderBy('created_at')
    .limit(500);

/** @returns false when it was not open any more */
export async function revokeInvitation(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await openOnes(tx)
    .set({ revoked_at: tx.now })
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Who loses the right to invite leaves no open invitation behind. */
export async function revokeInvitationsOf(tx: Tx, invitedBy: string): Promise<void> {
  await openOnes(tx).set({ revoked_at: tx.now }).where('invited_by', '=', invitedBy).execute();
}
