import { insertMany } from '@otklik/db';
import { AppError, type Grant, type Reach, type StaffRole, type Tx } from '@otklik/kernel';
import { reachColumns, reachOf } from '../model.ts';
import { regionIn } from './tables.ts';

/** Makes the person of a contact, if it is not one yet. @throws AppError forbidden when disabled */
export async function ensurePerson(tx: Tx, contactId: string): Promise<void> {
  await tx.db
    .insertInto('people')
    .values({ region_id: regionIn(tx), id: contactId, created_at: tx.now, disabled_at: null })
    .onConflict((conflict) => conflict.columns(['region_id', 'id']).doNothing())
    .execute();
  const person = await findPerson(tx, contactId);
  if (!person || person.disabled_at) throw new AppError('forbidden', { reason: 'disabled' });
}

/** Makes persons of contacts that have just been made, each at its own instant. */
export const addPeople = (
  tx: Tx,
  people: readonly { readonly id: string; readonly createdAt: Date }[],
): Promise<void> =>
  insertMany(
    tx,
    'people',
    people.map(({ id, createdAt }) => ({
      region_id: regionIn(tx),
      id,
      created_at: createdAt,
      disabled_at: null,
    })),
  );

export const findPerson = (tx: Tx, id: string) =>
  tx.db
    .selectFrom('people')
    .select(['id', 'disabled_at'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();

/** @returns false when there was no such person, or they were disabled before */
export async function disablePerson(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('people')
    .set({ disabled_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const livingGrants = (tx: Tx) =>
  tx.db
    .selectFrom('grants')
    .where('grants.region_id', '=', regionIn(tx))
    .where('revoked_at', 'is', null)
    .where('valid_from', '<=', tx.now)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', tx.now)]));

/** The grants of a person that count at this instant. */
export async function grantsOfPerson(tx: Tx, personId: string): Promise<Grant[]> {
  const rows = await livingGrants(tx)
    .select(['role', 'reach_kind', 'reach_id'])
    .where('person_id', '=', personId)
    .orderBy('role')
    .execute();
  return rows.map((row) => ({ role: row.role, reach: reachOf(row) }));
}

export interface StaffGrant extends Grant {
  readonly grantId: string;
  readonly validTo: Date | null;
}

/** Everybody who holds a living grant, with all of them; at most 1,000 grants. */
export async function staff(tx: Tx): Promise<Map<string, StaffGrant[]>> {
  const rows = await livingGrants(tx)
    .select(['id', 'person_id', 'role', 'reach_kind', 'reach_id', 'valid_to'])
    .orderBy('person_id')
    .orderBy('role')
    .limit(1000)
    .execute();
  const people = new Map<string, StaffGrant[]>();
  for (const row of rows) {
    const grant = { grantId: row.id, role: row.role, reach: reachOf(row), validTo: row.valid_to };
    people.set(row.person_id, [...(people.get(row.person_id) ?? []), grant]);
  }
  return people;
}

/** The people who hold a role now over exactly one of these reaches: whom to write to. */
export async function holdersOf(
  tx: Tx,
  role: StaffRole,
  reaches: readonly Reach[],
): Promise<string[]> {
  const rows = await livingGrants(tx)
    .innerJoin('people', (join) =>
      join
        .onRef('people.id', '=', 'grants.person_id')
        .onRef('people.region_id', '=', 'grants.region_id'),
    )
    .select('person_id')
    .distinct()
    .where('role', '=', role)
    .where('disabled_at', 'is', null)
    .where((eb) =>
      eb.or(
        reaches
          .map(reachColumns)
          .map((reach) =>
            eb.and([eb('reach_kind', '=', reach.reach_kind), eb('reach_id', '=', reach.reach_id)]),
          ),
      ),
    )
    .execute();
  return rows.map((row) => row.person_id);
}

/** At most so many grants over one place are read: a region's whole staff is some hundreds. */
const GRANTS_OVER_MAX = 2000;

/**
 * Everybody who may come in and holds a living grant over exactly one of these reaches, with those grants.
 * `only` asks about these people alone.
 */
export async function staffOver(
  tx: Tx,
  reaches: readonly Reach[],
  only?: readonly string[],
): Promise<Map<string, Grant[]>> {
  if (only?.length === 0) return new Map();
  const rows = await livingGrants(tx)
    .innerJoin('people', (join) =>
      join
        .onRef('people.id', '=', 'grants.person_id')
        .onRef('people.region_id', '=', 'grants.region_id'),
    )
    .select(['person_id', 'role', 'reach_kind', 'reach_id'])
    .where('disabled_at', 'is', null)
    .$if(only !== undefined, (q) => q.where('person_id', 'in', only!))
    .where((eb) =>
      eb.or(
        reaches
          .map(reachColumns)
          .map((reach) =>
            eb.and([eb('reach_kind', '=', reach.reach_kind), eb('reach_id', '=', reach.reach_id)]),
          ),
      ),
    )
    .orderBy('person_id')
    .limit(GRANTS_OVER_MAX)
    .execute();
  const people = new Map<string, Grant[]>();
  for (const row of rows) {
    const grant = { role: row.role, reach: reachOf(row) };
    people.set(row.person_id, [...(people.get(row.person_id) ?? []), grant]);
  }
  return people;
}

export const findGrant = (tx: Tx, id: string) =>
  tx.db
    .selectFrom('grants')
    .select(['id', 'person_id', 'role', 'reach_kind', 'reach_id', 'valid_to'])
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();

/** Takes a role from its holder, with who did it and why. */
export async function revokeGrant(
  tx: Tx,
  id: string,
  by: { readonly personId: string | null; readonly reason: string },
): Promise<void> {
  await tx.db
    .updateTable('grants')
    .set({ revoked_at: tx.now, revoked_by: by.personId, revoke_reason: by.reason })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
}

/**
 * Lets somebody in again who was shut out before this invitation was made; the roles held until then are
 * taken, so that only what the invitation gives counts. @returns whether there was something to open
 */
export async function reopenPerson(
  tx: Tx,
  invitation: {
    readonly contact_id: string;
    readonly created_at: Date;
    readonly invited_by: string | null;
  },
): Promise<boolean> {
  const { contact_id: personId, created_at, invited_by } = invitation;
  const { numUpdatedRows } = await tx.db
    .updateTable('people')
    .set({ disabled_at: null })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', personId)
    .where('disabled_at', '<', created_at)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  const held = await livingGrants(tx).select('id').where('person_id', '=', personId).execute();
  for (const { id } of held)
    await revokeGrant(tx, id, { personId: invited_by, reason: 'reopened' });
  return true;
}
