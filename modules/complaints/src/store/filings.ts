import type { Filing } from '@otklik/act-log';
import { regionId, type CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';

interface Entry {
  readonly day: string;
  readonly leaf: string;
}

const placeOf = (row: CaseRow) => ({
  table: 'complaint_filings',
  column: 'filing_sealed',
  row: row.id,
});

export async function insertCaseFiling(
  tx: Tx,
  row: CaseRow,
  filing: Filing,
  entry: Entry,
): Promise<void> {
  const text = JSON.stringify({ filing, ...entry });
  const filing_sealed = await tx.vault.seal(row.data_key_id, placeOf(row), text);
  await tx.db
    .insertInto('complaint_filings')
    .values({ region_id: regionId(tx), case_id: row.id, filing_sealed })
    .execute();
}

/** What the log holds of a case; null when it was never confirmed or its words were erased. */
export async function filingOf(tx: Tx, row: CaseRow): Promise<(Entry & { filing: Filing }) | null> {
  const found = await tx.db
    .selectFrom('complaint_filings')
    .select('filing_sealed')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .executeTakeFirst();
  const text = found
    ? await tx.vault.open(row.data_key_id, placeOf(row), found.filing_sealed)
    : null;
  return text === null ? null : (JSON.parse(text) as Entry & { filing: Filing });
}
