import { AppError, newId, type Tx } from '@otklik/kernel';
import { dayOf, regionIn } from './tables.ts';

const living = (tx: Tx) =>
  tx.db
    .selectFrom('legal_holds')
    .where('region_id', '=', regionIn(tx))
    .where('lifted_at', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>=', dayOf(tx.now))]));

const idsOf = async (tx: Tx, column: 'case_id' | 'person_id'): Promise<string[]> => {
  const rows = await living(tx).select(column).where(column, 'is not', null).execute();
  return [...new Set(rows.map((row) => row[column]!))];
};

/** Cases that nothing may be deleted of. */
export const heldCases = (tx: Tx): Promise<string[]> => idsOf(tx, 'case_id');
/** People (by the id of their contact) of whom nothing may be deleted. */
export const heldPersons = (tx: Tx): Promise<string[]> => idsOf(tx, 'person_id');

export const isHeld = async (tx: Tx, id: string): Promise<boolean> =>
  Boolean(
    await living(tx)
      .select('id')
      .where((eb) => eb.or([eb('case_id', '=', id), eb('person_id', '=', id)]))
      .executeTakeFirst(),
  );

export interface NewHold {
  readonly caseId: string | null;
  readonly personId: string | null;
  readonly label: string;
  readonly ground: string;
  /** The last day, `2026-12-31`; null: until it is lifted. */
  readonly until: string | null;
  readonly setBy: string;
}

/** @returns the hold's id @throws AppError invalid-input for a last day that is over */
export async function putHold(tx: Tx, hold: NewHold): Promise<string> {
  if (hold.until !== null && hold.until < dayOf(tx.now))
    throw new AppError('invalid-input', { issues: [{ path: 'until', code: 'custom' }] });
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('legal_holds')
    .values({
      region_id: regionIn(tx),
      id,
      case_id: hold.caseId,
      person_id: hold.personId,
      label: hold.label,
      ground: hold.ground,
      until: hold.until,
      set_by: hold.setBy,
      set_at: tx.now,
      lifted_by: null,
      lifted_at: null,
    })
    .execute();
  return id;
}

/** @throws AppError not-found, also for one that was lifted before */
export async function liftHold(tx: Tx, id: string, by: string): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('legal_holds')
    .set({ lifted_by: by, lifted_at: tx.now })
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('not-found', { kind: 'hold' });
}

/** Newest first, the living before the rest. */
export const newestHolds = (tx: Tx, limit: number) =>
  tx.db
    .selectFrom('legal_holds')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .orderBy((eb) => eb('lifted_at', 'is not', null))
    .orderBy('set_at', 'desc')
    .limit(limit)
    .execute();
