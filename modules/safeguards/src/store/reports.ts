import type { Selectable } from 'kysely';
import { dayOf, regionId, type CaseRow } from '@otklik/cases';
import { AppError, newId, type Tx } from '@otklik/kernel';
import type { Occasion, Outcome } from '../model.ts';
import type { ReportTable } from './tables.ts';

export type ReportRow = Selectable<ReportTable>;

const WAITING_MAX = 200;
const place = (column: 'words_sealed' | 'finding_sealed', id: string) => ({
  table: 'pressure_reports',
  column,
  row: id,
});
const reportsIn = (tx: Tx) =>
  tx.db.selectFrom('pressure_reports').selectAll().where('region_id', '=', regionId(tx));

/** One report a case waits at a time: a second is refused by the table itself, as `already-done`. */
export async function insertReport(
  tx: Tx,
  row: CaseRow,
  report: { readonly occasion: Occasion; readonly words: string },
): Promise<string> {
  // Beside an author without an address no moment is kept.
  const reported_at = row.by_receipt ? dayOf(tx.now) : tx.now;
  const id = newId(reported_at.getTime());
  await tx.db
    .insertInto('pressure_reports')
    .values({
      region_id: regionId(tx),
      id,
      case_id: row.id,
      occasion: report.occasion,
      words_sealed: await tx.vault.seal(row.data_key_id, place('words_sealed', id), report.words),
      reported_at,
      settled_at: null,
      settled_by: null,
      outcome: null,
      finding_sealed: null,
    })
    .execute();
  return id;
}

/** Reports that wait, the oldest first; at most 200. */
export const waitingReports = (tx: Tx): Promise<ReportRow[]> =>
  reportsIn(tx)
    .where('settled_at', 'is', null)
    .orderBy('reported_at')
    .orderBy('id')
    .limit(WAITING_MAX)
    .execute();

/** The reports of one case, the newest first. */
export const reportsOf = (tx: Tx, caseId: string): Promise<ReportRow[]> =>
  reportsIn(tx).where('case_id', '=', caseId).orderBy('reported_at', 'desc').limit(20).execute();

/** @throws AppError not-found */
export async function reportById(tx: Tx, id: string): Promise<ReportRow> {
  const row = await reportsIn(tx).where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'pressure-report' });
  return row;
}

/** What the author said; null once the case's words are erased. */
export const wordsOf = (tx: Tx, row: CaseRow, report: ReportRow): Promise<string | null> =>
  tx.vault.open(row.data_key_id, place('words_sealed', report.id), report.words_sealed);

/** @returns false when a colleague settled it before */
export async function settleReport(
  tx: Tx,
  row: CaseRow,
  report: ReportRow,
  by: { readonly personId: string; readonly outcome: Outcome; readonly finding: string },
): Promise<boolean> {
  const erased = (await wordsOf(tx, row, report)) === null;
  const at = place('finding_sealed', report.id);
  const { numUpdatedRows } = await tx.db
    .updateTable('pressure_reports')
    .set({
      settled_at: tx.now,
      settled_by: by.personId,
      outcome: by.outcome,
      // Without the case's key nothing can be sealed, and nothing needs to be said.
      finding_sealed: erased ? null : await tx.vault.seal(row.data_key_id, at, by.finding),
    })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', report.id)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
