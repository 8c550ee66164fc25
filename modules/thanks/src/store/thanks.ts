import { sql, type Selectable } from 'kysely';
import { regionId } from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';
import type { ThanksTable } from './tables.ts';

export type ThanksRow = Selectable<ThanksTable>;
type Changes = Partial<
  Pick<
    ThanksRow,
    | 'marked_sealed'
    | 'text_public'
    | 'state'
    | 'reason_code'
    | 'reason_sealed'
    | 'decided_at'
    | 'decided_by'
    | 'published_at'
  >
>;

export const thanksIn = (tx: Tx) =>
  tx.db.selectFrom('thanks').selectAll().where('region_id', '=', regionId(tx));

/** A place of a sealed value in this module's first table. */
export const placeOf = (column: 'text_sealed' | 'marked_sealed' | 'reason_sealed', id: string) => ({
  table: 'thanks',
  column,
  row: id,
});

/** The row by its number, null when there is none. */
export const findThanks = async (tx: Tx, number: string): Promise<ThanksRow | null> =>
  (await thanksIn(tx).where('number', '=', number).executeTakeFirst()) ?? null;

/** The same, locked for a change. */
export const lockThanks = async (tx: Tx, number: string): Promise<ThanksRow | null> =>
  (await thanksIn(tx).where('number', '=', number).forUpdate().executeTakeFirst()) ?? null;

/** By the keyed hash of its receipt. */
export const thanksByReceipt = async (tx: Tx, hash: string): Promise<ThanksRow | null> =>
  (await thanksIn(tx).where('receipt_hash', '=', hash).executeTakeFirst()) ?? null;

export const absent = (): AppError => new AppError('not-found', { kind: 'thanks' });

/** What the author wrote; null once it was erased. */
export const textOf = (tx: Tx, row: ThanksRow): Promise<string | null> =>
  row.erased_at
    ? Promise.resolve(null)
    : tx.vault.open(row.data_key_id, placeOf('text_sealed', row.id), row.text_sealed);

export async function insertThanks(
  tx: Tx,
  row: Omit<
    ThanksRow,
    | 'region_id'
    | 'state'
    | 'version'
    | 'marked_sealed'
    | 'text_public'
    | 'reason_code'
    | 'reason_sealed'
    | 'decided_at'
    | 'decided_by'
    | 'published_at'
    | 'erased_at'
  >,
): Promise<void> {
  await tx.db
    .insertInto('thanks')
    .values({
      ...row,
      region_id: regionId(tx),
      state: 'submitted',
      version: 1,
      marked_sealed: null,
      text_public: null,
      reason_code: null,
      reason_sealed: null,
      decided_at: null,
      decided_by: null,
      published_at: null,
      erased_at: null,
    })
    .execute();
}

/** Writes a decision about a locked row. @returns its version now */
export async function changeThanks(tx: Tx, row: ThanksRow, changes: Changes): Promise<number> {
  const { version } = await tx.db
    .updateTable('thanks')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('region_id', '=', regionId(tx))
    .where('id', '=', row.id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/**
 * Destroys what was written and by whom; the number, the clinic and what was decided stay. Safe to run twice.
 */
export async function emptyThanks(
  tx: Tx,
  rows: readonly Pick<ThanksRow, 'id' | 'data_key_id'>[],
): Promise<void> {
  for (const { id, data_key_id } of rows) {
    await tx.vault.destroyKey(data_key_id);
    await tx.db
      .updateTable('thanks')
      .set((eb) => ({
        text_sealed: '',
        marked_sealed: null,
        text_public: null,
        reason_sealed: null,
        author_id: null,
        receipt_hash: null,
        erased_at: eb.fn.coalesce('erased_at', sql<Date>`${tx.now}`),
      }))
      .where('region_id', '=', regionId(tx))
      .where('id', '=', id)
      .execute();
    await tx.db
      .updateTable('thanks_people')
      .set({ words_sealed: '' })
      .where('region_id', '=', regionId(tx))
      .where('thanks_id', '=', id)
      .execute();
  }
}
