import { defineQuery } from '@otklik/kernel';
import { readCase } from '@otklik/cases';
import { controller, controls } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { waitingReports, wordsOf } from '../store/reports.ts';

/** Reports of pressure that wait for this controller, the oldest first, with what their authors said. */
export const listPressure = defineQuery({
  name: 'safeguards.list-pressure',
  input,
  policy: controller,
  async handle({ tx, actor }) {
    const shown = [];
    for (const report of await waitingReports(tx)) {
      const row = await readCase(tx, { id: report.case_id });
      if (!controls(actor, row)) continue;
      shown.push({
        id: report.id,
        number: row.number,
        subject: { ru: row.subject_ru, en: row.subject_en },
        zone: row.zone,
        state: row.state,
        occasion: report.occasion,
        reportedAt: report.reported_at,
        /** Null once the author had the words erased. */
        words: await wordsOf(tx, row, report),
      });
    }
    return shown;
  },
  audit: () => ({ object: 'pressure-reports' }),
});
