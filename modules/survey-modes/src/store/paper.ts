import { AppError, type Tx } from '@otklik/kernel';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { packed, unpacked, type Sheet, type Typed } from '../model/entries.ts';
import { regionIn, type PaperBatchTable, type SheetState } from './tables.ts';

export type Batch = Selectable<PaperBatchTable>;

const batches = (tx: Tx) =>
  tx.db.selectFrom('paper_batches').selectAll().where('region_id', '=', regionIn(tx));

export const insertBatch = async (
  tx: Tx,
  batch: Omit<Insertable<PaperBatchTable>, 'region_id'>,
): Promise<void> => {
  await tx.db
    .insertInto('paper_batches')
    .values({ region_id: regionIn(tx), ...batch })
    .execute();
};

export const findBatch = (tx: Tx, id: string): Promise<Batch | undefined> =>
  batches(tx).where('id', '=', id).executeTakeFirst();
/** Held until the transaction ends: two clerks at one sheet come one after the other. */
export const lockBatch = (tx: Tx, id: string): Promise<Batch | undefined> =>
  batches(tx).where('id', '=', id).forUpdate().executeTakeFirst();

export const changeBatch = async (
  tx: Tx,
  id: string,
  change: Updateable<PaperBatchTable>,
): Promise<void> => {
  await tx.db
    .updateTable('paper_batches')
    .set(change)
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .execute();
};

export const batchesAt = (tx: Tx, placeIds: readonly string[]): Promise<Batch[]> =>
  placeIds.length === 0
    ? Promise.resolve([])
    : batches(tx)
        .where('place_id', 'in', placeIds)
        .orderBy('made_on', 'desc')
        .orderBy('id')
        .limit(200)
        .execute();

export const sheetsOf = (tx: Tx, batchId: string): Promise<Sheet[]> =>
  tx.db
    .selectFrom('paper_sheets')
    .select(['sheet', 'state'])
    .where('region_id', '=', regionIn(tx))
    .where('batch_id', '=', batchId)
    .orderBy('sheet')
    .execute();

export async function putSheet(
  tx: Tx,
  batchId: string,
  sheet: number,
  state: SheetState,
): Promise<void> {
  await tx.db
    .insertInto('paper_sheets')
    .values({ region_id: regionIn(tx), batch_id: batchId, sheet, state })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'batch_id', 'sheet']).doUpdateSet({ state }),
    )
    .execute();
}

const placeOf = (batchId: string, sheet: number, pass: number) => ({
  table: 'paper_entries',
  column: 'sealed',
  row: `${batchId}|${sheet}|${pass}`,
});

export interface Entry {
  readonly sheet: number;
  readonly pass: number;
  readonly enteredBy: string;
  readonly typed: Typed;
}

function keyOf({ data_key_id }: Batch): string {
  if (!data_key_id) throw new AppError('already-done');
  return data_key_id;
}

export async function keepEntry(tx: Tx, batch: Batch, entry: Entry): Promise<void> {
  const { sheet, pass, enteredBy, typed } = entry;
  await tx.db
    .insertInto('paper_entries')
    .values({
      region_id: regionIn(tx),
      batch_id: batch.id,
      sheet,
      pass,
      entered_by: enteredBy,
      sealed: await tx.vault.seal(keyOf(batch), placeOf(batch.id, sheet, pass), packed(typed)),
    })
    .execute();
}

/** What was typed of a batch, or of one sheet of it, the first pass first. */
export async function entriesOf(tx: Tx, batch: Batch, sheet?: number): Promise<Entry[]> {
  const rows = await tx.db
    .selectFrom('paper_entries')
    .select(['sheet', 'pass', 'entered_by', 'sealed'])
    .where('region_id', '=', regionIn(tx))
    .where('batch_id', '=', batch.id)
    .$if(sheet !== undefined, (found) => found.where('sheet', '=', sheet!))
    .orderBy('sheet')
    .orderBy('pass')
    .execute();
  const entries: Entry[] = [];
  for (const row of rows) {
    const text = await tx.vault.open(
      keyOf(batch),
      placeOf(batch.id, row.sheet, row.pass),
      row.sealed,
    );
    if (text === null) throw new AppError('unavailable', { reason: 'paper-key-destroyed' });
    const { pass, entered_by: enteredBy } = row;
    entries.push({ sheet: row.sheet, pass, enteredBy, typed: unpacked(text) });
  }
  return entries;
}

/** Nothing of single sheets stays: neither what was typed nor the key it was sealed with. */
export async function forgetEntries(tx: Tx, batch: Batch): Promise<void> {
  const key = keyOf(batch);
  await tx.db
    .deleteFrom('paper_entries')
    .where('region_id', '=', regionIn(tx))
    .where('batch_id', '=', batch.id)
    .execute();
  await tx.db
    .updateTable('paper_sheets')
    .set({ state: 'taken' })
    .where('region_id', '=', regionIn(tx))
    .where('batch_id', '=', batch.id)
    .where('state', 'in', ['agreed', 'settled'])
    .execute();
  await changeBatch(tx, batch.id, { state: 'taken', data_key_id: null });
  await tx.vault.destroyKey(key);
}
