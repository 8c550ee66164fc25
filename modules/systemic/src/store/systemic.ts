import { sql, type Selectable, type Updateable } from 'kysely';
import { json } from '@otklik/db';
import { nextNumber, regionId } from '@otklik/cases';
import { AppError, newId, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import type { Clinic } from '@otklik/registry';
import { ruleOf, stateAfter, type SystemicMove } from '../model.ts';
import type { SystemicCaseTable } from './tables.ts';

export type SystemicRow = Selectable<SystemicCaseTable>;
export type Changes = Partial<Omit<Updateable<SystemicCaseTable>, 'region_id' | 'id' | 'version'>>;

export const systemicIn = (tx: Tx) =>
  tx.db
    .selectFrom('systemic_cases')
    .selectAll('systemic_cases')
    .where('systemic_cases.region_id', '=', regionId(tx));

export const absent = (): AppError => new AppError('not-found', { kind: 'systemic' });

/** The row by its number, null when there is none. */
export const findSystemic = async (tx: Tx, number: string): Promise<SystemicRow | null> =>
  (await systemicIn(tx).where('number', '=', number).executeTakeFirst()) ?? null;

/** The same, locked for a change. It is locked before any case, so that two joins meet in one order. */
export const lockSystemic = async (tx: Tx, number: string): Promise<SystemicRow | null> =>
  (await systemicIn(tx).where('number', '=', number).forUpdate().executeTakeFirst()) ?? null;

/** The one that lives for this clinic and cause, locked. */
export const lockLiving = (
  tx: Tx,
  clinicId: string,
  cause: string,
): Promise<SystemicRow | undefined> =>
  systemicIn(tx)
    .where('clinic_id', '=', clinicId)
    .where('cause_code', '=', cause)
    .where('state', 'in', ['proposed', 'open', 'planned', 'done'])
    .forUpdate()
    .executeTakeFirst();

/** A new one, proposed: without words and known to nobody. @throws by `one_living_systemic` */
export async function insertSystemic(
  tx: Tx,
  clinic: Clinic,
  cause: string,
  demo = false,
): Promise<SystemicRow> {
  const id = newId(tx.now.getTime());
  return tx.db
    .insertInto('systemic_cases')
    .values({
      region_id: regionId(tx),
      id,
      number: await nextNumber(tx),
      clinic_id: clinic.id,
      organisation_id: clinic.organisationId,
      district_id: clinic.districtId,
      okrug_id: clinic.okrugId,
      zone: clinic.zone,
      cause_code: cause,
      data_key_id: await tx.vault.newKey(),
      state: 'proposed',
      version: 1,
      made_at: tx.now,
      demo,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The moves made, in their order. */
export const entriesOf = (tx: Tx, systemicId: string) =>
  tx.db
    .selectFrom('systemic_entries')
    .select(['seq', 'at', 'move', 'role', 'actor', 'reason_code'])
    .where('region_id', '=', regionId(tx))
    .where('systemic_id', '=', systemicId)
    .orderBy('seq')
    .execute();

/**
 * The one way a systemic case moves: the rule, its entry and its row, in the caller's transaction.
 * @throws AppError move-impossible
 */
export async function moveSystemic(
  tx: Tx,
  actor: Actor,
  row: SystemicRow,
  move: SystemicMove,
  changes: Changes & { readonly reason?: string; readonly role?: string } = {},
): Promise<SystemicRow> {
  const { reason, role, ...columns } = changes;
  const state = stateAfter(row.state, move);
  await tx.db
    .insertInto('systemic_entries')
    .values({
      region_id: regionId(tx),
      systemic_id: row.id,
      seq: row.version,
      at: tx.now,
      move,
      role: role ?? ruleOf(move).by[0]!,
      actor: recordedAs(actor),
      reason_code: reason ?? null,
    })
    .execute();
  return tx.db
    .updateTable('systemic_cases')
    .set({ ...columns, state, version: sql<number>`version + 1` })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Writes columns that no move changes. */
export const setSystemic = (tx: Tx, id: string, changes: Changes) =>
  tx.db
    .updateTable('systemic_cases')
    .set(changes)
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .execute();

export { json };
