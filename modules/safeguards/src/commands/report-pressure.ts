import { defineCommand } from '@otklik/kernel';
import { author } from '../policy.ts';
import { reportPressure as input } from '../schema.ts';
import { takeReport } from '../take-report.ts';

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
    await takeReport(tx, row, { occasion, words });
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'pressure-reported' }),
});
