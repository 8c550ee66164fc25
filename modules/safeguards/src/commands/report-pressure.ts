import { holdersOf } from '@otklik/accounts';
import { letterFacts, type CaseRow } from '@otklik/cases';
import { defineCommand, type Reach, type Tx } from '@otklik/kernel';
import { sendLetter } from '@otklik/notices';
import { author } from '../policy.ts';
import { reportPressure as input } from '../schema.ts';
import { insertReport } from '../store/reports.ts';

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
 * The author says that somebody pressed for a withdrawal or another verdict. It goes to the department's
 * controller; the clinic never learns of it here.
 *
 * @throws AppError already-done while an earlier report of the case waits
 */
export const reportPressure = defineCommand({
  name: 'safeguards.report-pressure',
  input,
  limits: [{ per: 'principal', count_max: 20, window_s: 3600 }],
  policy: author,
  async handle({ tx, subject: row, input: { occasion, words } }) {
    await insertReport(tx, row, { occasion, words });
    await tellControllers(tx, row);
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'pressure-reported' }),
});
