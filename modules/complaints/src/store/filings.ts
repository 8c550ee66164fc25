import type { Filing } from '@otklik/act-log';
import { regionId, type CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';

interface Entry {
  readonly day: string;
  readonly leaf: string;
}

/** Sealed at the case's own place while there was one filing a case; each later sending has its own beside. */
const placeOf = (row: CaseRow, sending: number) => ({
  table: 'complaint_filings',
  column: 'filing_sealed',
  row: sending === 1 ? row.id : `${row.id}/${sending}`,
});

const filingsIn = (tx: Tx, row: CaseRow) =>
  tx.db
    .selectFrom('complaint_filings')
    .select(['sending', 'filing_sealed'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .orderBy('sending')
    .execute();

/** Keeps what the log took in of one more sending of a case. */
export async function insertCaseFiling(
  tx: Tx,
  row: CaseRow,
  filing: Filing,
  entry: Entry,
): Promise<void> {
  const sending = (await filingsIn(tx, row)).length + 1;
  const text = JSON.stringify({ filing, ...entry });
  const filing_sealed = await tx.vault.seal(row.data_key_id, placeOf(row, sending), text);
  await tx.db
    .insertInto('complaint_filings')
    .values({ region_id: regionId(tx), case_id: row.id, sending, filing_sealed })
    .execute();
}

/** What the log holds of a case, sending after sending; nothing once its words were erased. */
export async function filingsOf(tx: Tx, row: CaseRow) {
  const opened = [];
  for (const { sending, filing_sealed } of await filingsIn(tx, row)) {
    const text = await tx.vault.open(row.data_key_id, placeOf(row, sending), filing_sealed);
    if (text !== null)
      opened.push({ sending, ...(JSON.parse(text) as Entry & { filing: Filing }) });
  }
  return opened;
}
