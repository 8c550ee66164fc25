import { regionOf, type Reach, type StaffRole, type Tx } from '@otklik/kernel';

/** A staff role as somebody held it, with the time it was held. */
export interface HeldRole {
  readonly personId: string;
  readonly role: StaffRole;
  readonly reachKind: Reach['kind'];
  readonly reachId: string;
  readonly from: Date;
  /** Null while it is held. */
  readonly to: Date | null;
}

/** Every role these people have held, the ended ones too: where somebody stood when they acted. */
export async function rolesHeld(tx: Tx, personIds: readonly string[]): Promise<HeldRole[]> {
  if (personIds.length === 0) return [];
  const rows = await tx.db
    .selectFrom('grants')
    .select(['person_id', 'role', 'reach_kind', 'reach_id', 'valid_from', 'valid_to', 'revoked_at'])
    .where('region_id', '=', regionOf(tx.scope) ?? '')
    .where('person_id', 'in', personIds)
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    role: row.role,
    reachKind: row.reach_kind,
    reachId: row.reach_id,
    from: row.valid_from,
    to: row.revoked_at ?? row.valid_to,
  }));
}
