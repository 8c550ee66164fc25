import { m } from '@otklik/i18n';
import { csvText } from '@otklik/kernel';
import { byWords, groundWords, kindWords, restoredWords } from './words.ts';

/** A row of the public ledger, as its table needs it. */
export interface LedgerRow {
  readonly kind: string;
  readonly ground: string;
  readonly demandedBy: string;
  readonly decidedBy: string;
  readonly decider: string;
  readonly decisionNumber: string | null;
  readonly decisionDate: string | null;
  readonly takenAt: Date;
  readonly restoredAt: Date | null;
  readonly restoreGround: string | null;
  readonly number: string | null;
  readonly clinic: { readonly nameRu: string } | null;
}

const dayOf = (at: Date | null): string | null => at && at.toISOString().slice(0, 10);

/** The ledger as a table for a spreadsheet, in the words of the page. */
export function ledgerCsv(rows: readonly LedgerRow[]): string {
  const head = [
    m.takedowns_column_taken(),
    m.takedowns_column_what(),
    m.takedowns_column_ground(),
    m.takedowns_column_demanded(),
    m.takedowns_column_decided(),
    m.takedowns_desk_decider(),
    m.takedowns_desk_decision_number(),
    m.takedowns_desk_decision_date(),
    m.takedowns_column_clinic(),
    m.takedowns_column_case(),
    m.takedowns_column_restored(),
    m.takedowns_desk_back_ground(),
  ];
  return csvText(
    head,
    rows.map((row) => [
      dayOf(row.takenAt),
      kindWords(row.kind),
      groundWords(row.ground),
      byWords(row.demandedBy),
      byWords(row.decidedBy),
      row.decider,
      row.decisionNumber,
      row.decisionDate,
      row.clinic?.nameRu ?? null,
      row.number,
      dayOf(row.restoredAt),
      row.restoreGround && restoredWords(row.restoreGround),
    ]),
  );
}
