import type { Insertable, Selectable } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { SigningRight } from '../model/signing.ts';
import { regionId } from './cases.ts';
import type { SigningRightTable } from './tables-promises.ts';

export type SigningRightRow = Selectable<SigningRightTable>;

/** Rights for a clinic, of anybody; the ended and expired ones too when asked for, the newest first. */
export const rightsFor = (
  tx: Tx,
  clinicId: string,
  options: { readonly all?: true } = {},
): Promise<SigningRightRow[]> =>
  tx.db
    .selectFrom('signing_rights')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('clinic_id', '=', clinicId)
    .$if(options.all !== true, (q) => q.where('ended_at', 'is', null))
    .orderBy('from_date', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();

export const rightFacts = (row: SigningRightRow): SigningRight => ({
  kind: row.kind,
  personId: row.person_id,
  fromDate: row.from_date,
  toDate: row.to_date,
});

export const rightById = (tx: Tx, id: string): Promise<SigningRightRow | undefined> =>
  tx.db
    .selectFrom('signing_rights')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();

/** A right whose last day is over makes room for the next of the same person. */
export async function endExpired(
  tx: Tx,
  clinicId: string,
  personId: string,
  today: string,
): Promise<void> {
  await tx.db
    .updateTable('signing_rights')
    .set({ ended_at: tx.now, ended_by: 'term' })
    .where('region_id', '=', regionId(tx))
    .where('clinic_id', '=', clinicId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('to_date', '<', today)
    .execute();
}

export const insertRight = (
  tx: Tx,
  row: Omit<Insertable<SigningRightTable>, 'region_id' | 'ended_by' | 'ended_at' | 'named_at'>,
) =>
  tx.db
    .insertInto('signing_rights')
    .values({
      region_id: regionId(tx),
      named_at: tx.now,
      ended_by: null,
      ended_at: null,
      ...row,
    })
    .execute();

export async function endRight(tx: Tx, id: string, by: string): Promise<void> {
  await tx.db
    .updateTable('signing_rights')
    .set({ ended_at: tx.now, ended_by: by })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}
