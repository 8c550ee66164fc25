import { newId, type Reach, type StaffRole, type Tx } from '@otklik/kernel';
import { reachColumns, reachOf } from '../model.ts';
import { regionIn } from './tables.ts';

/**
 * Gives a role with its dates and its reason. One whose term is over makes room first, since only the
 * unique index decides who holds what.
 *
 * @returns the grant's id, null when the person holds that role there
 */
export async function addGrant(
  tx: Tx,
  facts: {
    readonly personId: string;
    readonly role: StaffRole;
    readonly reach: Reach;
    readonly grantedBy: string | null;
    readonly validFrom?: Date;
    readonly validTo?: Date;
    readonly reason?: string;
    readonly handedFrom?: string;
  },
): Promise<string | null> {
  const columns = reachColumns(facts.reach);
  await tx.db
    .updateTable('grants')
    .set((eb) => ({ revoked_at: eb.ref('valid_to'), revoke_reason: 'term' }))
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', facts.personId)
    .where('role', '=', facts.role)
    .where('reach_kind', '=', columns.reach_kind)
    .where('reach_id', '=', columns.reach_id)
    .where('revoked_at', 'is', null)
    .where('valid_to', '<=', tx.now)
    .execute();
  const from = facts.validFrom && facts.validFrom > tx.now ? facts.validFrom : tx.now;
  const row = await tx.db
    .insertInto('grants')
    .values({
      region_id: regionIn(tx),
      id: newId(tx.now.getTime()),
      person_id: facts.personId,
      role: facts.role,
      ...columns,
      valid_from: from,
      valid_to: facts.validTo ?? null,
      granted_by: facts.grantedBy,
      revoked_at: null,
      reason: facts.reason ?? null,
      handed_from: facts.handedFrom ?? null,
      revoked_by: null,
      revoke_reason: null,
      begun_at: from > tx.now ? null : tx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Takes roles whose term is over and begins those whose day has come. @returns the people concerned */
export async function turnGrants(tx: Tx): Promise<string[]> {
  const region = regionIn(tx);
  const over = await tx.db
    .updateTable('grants')
    .set((eb) => ({ revoked_at: eb.ref('valid_to'), revoke_reason: 'term' }))
    .where('region_id', '=', region)
    .where('revoked_at', 'is', null)
    .where('valid_to', '<=', tx.now)
    .returning('person_id')
    .execute();
  const begun = await tx.db
    .updateTable('grants')
    .set({ begun_at: tx.now })
    .where('region_id', '=', region)
    .where('revoked_at', 'is', null)
    .where('begun_at', 'is', null)
    .where('valid_from', '<=', tx.now)
    .returning('person_id')
    .execute();
  return [...new Set([...over, ...begun].map((row) => row.person_id))];
}

export interface GrantRecord {
  readonly grantId: string;
  readonly personId: string;
  readonly role: StaffRole;
  readonly reach: Reach;
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly grantedBy: string | null;
  readonly reason: string | null;
  readonly handedFrom: string | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  /** A person's words, or `term` when the time was over. */
  readonly revokeReason: string | null;
}

/** Every role ever held by a person, or over exactly one place; the newest first, at most 500. */
export async function grantHistory(
  tx: Tx,
  about: { readonly personId: string } | { readonly reach: Reach },
): Promise<GrantRecord[]> {
  let query = tx.db.selectFrom('grants').selectAll().where('region_id', '=', regionIn(tx));
  if ('personId' in about) query = query.where('person_id', '=', about.personId);
  else {
    const { reach_kind, reach_id } = reachColumns(about.reach);
    query = query.where('reach_kind', '=', reach_kind).where('reach_id', '=', reach_id);
  }
  const rows = await query.orderBy('valid_from', 'desc').orderBy('id', 'desc').limit(500).execute();
  return rows.map((row) => ({
    grantId: row.id,
    personId: row.person_id,
    role: row.role,
    reach: reachOf(row),
    validFrom: row.valid_from,
    validTo: row.valid_to,
    grantedBy: row.granted_by,
    reason: row.reason,
    handedFrom: row.handed_from,
    revokedAt: row.revoked_at,
    revokedBy: row.revoked_by,
    revokeReason: row.revoke_reason,
  }));
}
