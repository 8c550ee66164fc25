import type { CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { openContactOf, type OpenedContact } from './store/contacts.ts';
import { reportsOf, wordsOf } from './store/reports.ts';

/** What the author typed here, for the author's own export. */
export interface OwnSafeguards {
  readonly contact: OpenedContact | null;
  readonly pressure: readonly { readonly at: Date; readonly words: string | null }[];
}

export async function ownSafeguards(tx: Tx, row: CaseRow): Promise<OwnSafeguards> {
  const reports = await reportsOf(tx, row.id);
  return {
    contact: await openContactOf(tx, row),
    pressure: await Promise.all(
      reports.map(async (report) => ({
        at: report.reported_at,
        words: await wordsOf(tx, row, report),
      })),
    ),
  };
}
