import { holdersOf } from '@otklik/accounts';
import { letterFacts, type CaseRow } from '@otklik/cases';
import type { Reach, Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import type { Occasion } from './model.ts';
import { insertReport } from './store/reports.ts';

/** The department's controllers get a letter without a word of the report. */
async function tellControllers(tx: Tx, row: CaseRow): Promise<void> {
  if (row.demo) return;
  const above: Reach[] = [
    { kind: 'region' },
    ...[row.district_id, row.okrug_id]
      .filter((id) => id !== null)
      .map((id) => ({ kind: 'district' as const, id })),
  ];
  const data = { ...(await letterFacts(tx, row, null, null)), path: '/desk/pressure' };
  for (const contactId of await holdersOf(tx, 'controller', above))
    if (contactId !== row.author_id)
      await sendLetter(tx, { contactId, template: 'pressure-reported', data });
}

/**
 * Keeps what an author says of pressure, whichever way the author came, and tells those who look into it.
 *
 * @throws AppError already-done while an earlier report of the case waits
 */
export async function takeReport(
  tx: Tx,
  row: CaseRow,
  report: { readonly occasion: Occasion; readonly words: string },
): Promise<void> {
  await insertReport(tx, row, report);
  await tellControllers(tx, row);
}
