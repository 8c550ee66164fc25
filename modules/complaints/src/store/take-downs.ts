import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { regionId, type CaseRow } from '@otklik/cases';
import { AppError, newId, type Tx } from '@otklik/kernel';
import type { listTakeDowns } from '../schema-take-downs.ts';
import type { TakeDownTable } from './tables.ts';

export type TakeDownRow = Selectable<TakeDownTable>;
export type NewTakeDown = Omit<
  TakeDownRow,
  'region_id' | 'id' | 'kept_sealed' | 'taken_at' | 'restored_at' | 'restored_by' | 'restore_ground'
>;
type Asked = z.output<typeof listTakeDowns>;

const placeOf = (id: string) => ({ table: 'take_downs', column: 'kept_sealed', row: id });

/** Writes the row; the words as they were public are kept under the case's key. @returns its id */
export async function insertTakeDown(
  tx: Tx,
  row: CaseRow,
  fresh: NewTakeDown,
  words: string | null,
): Promise<string> {
  const id = newId(tx.now.getTime());
  const kept_sealed =
    words === null ? null : await tx.vault.seal(row.data_key_id, placeOf(id), words);
  await tx.db
    .insertInto('take_downs')
    .values({ region_id: regionId(tx), id, ...fresh, kept_sealed, taken_at: tx.now })
    .execute();
  return id;
}

/** Locked for putting back. @throws AppError not-found */
export async function takeDownById(tx: Tx, id: string): Promise<TakeDownRow> {
  const row = await tx.db
    .selectFrom('take_downs')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'take-down' });
  return row;
}

/** The words that were kept; null once the case was erased, or for photos. */
export const keptWords = async (
  tx: Tx,
  row: CaseRow,
  { id, kept_sealed }: TakeDownRow,
): Promise<string | null> =>
  kept_sealed === null ? null : tx.vault.open(row.data_key_id, placeOf(id), kept_sealed);

/** What a take-down took with it and is still out of sight. */
export const standingCopies = (tx: Tx, id: string): Promise<TakeDownRow[]> =>
  tx.db
    .selectFrom('take_downs')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('copy_of', '=', id)
    .where('restored_at', 'is', null)
    .execute();

/** @returns false when somebody was quicker */
export async function markRestored(
  tx: Tx,
  id: string,
  by: Pick<TakeDownRow, 'restored_by' | 'restore_ground'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('take_downs')
    .set({ ...by, restored_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('restored_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Of one case, the oldest first. */
export const takeDownsOf = (tx: Tx, caseId: string): Promise<TakeDownRow[]> =>
  tx.db
    .selectFrom('take_downs')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .orderBy('taken_at')
    .execute();

const asked = (
  tx: Tx,
  { ground, kind, demandedBy, year, standing }: Omit<Asked, 'page' | 'limit'>,
) =>
  tx.db
    .selectFrom('take_downs')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'take_downs.region_id')
        .onRef('cases.id', '=', 'take_downs.case_id'),
    )
    .where('take_downs.region_id', '=', regionId(tx))
    .$if(ground !== undefined, (q) => q.where('take_downs.ground', '=', ground!))
    .$if(kind !== undefined, (q) => q.where('take_downs.kind', '=', kind!))
    .$if(demandedBy !== undefined, (q) => q.where('demanded_by', '=', demandedBy!))
    .$if(year !== undefined, (q) =>
      q
        .where('taken_at', '>=', new Date(`${year}-01-01T00:00:00Z`))
        .where('taken_at', '<', new Date(`${Number(year) + 1}-01-01T00:00:00Z`)),
    )
    .$if(standing === 'yes', (q) => q.where('restored_at', 'is', null))
    .$if(standing === 'no', (q) => q.where('restored_at', 'is not', null));

/** The ledger, newest first. */
export const newestTakeDowns = (tx: Tx, { page, limit, ...filter }: Asked) =>
  asked(tx, filter)
    .selectAll('take_downs')
    .select(['cases.number', 'cases.path', 'cases.clinic_id', 'cases.published_at'])
    .orderBy('taken_at', 'desc')
    .orderBy('take_downs.id', 'desc')
    .limit(limit)
    .offset((page - 1) * limit)
    .execute();

export async function countTakeDowns(tx: Tx, { page: _, limit: __, ...filter }: Asked) {
  const { total } = await asked(tx, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}
