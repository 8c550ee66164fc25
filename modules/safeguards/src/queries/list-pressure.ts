import { defineQuery, type Context } from '@otklik/kernel';
import { readCase } from '@otklik/cases';
import { controller, controls } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { waitingReports, wordsOf } from '../store/reports.ts';

/** Reports of pressure that wait for this controller, the oldest first, with what their authors said. */
export const listPressure = defineQuery({
  name: 'safeguards.list-pressure',
  input,
  async policy(context: Context<Record<string, never>>) {
    controller(context);
    const waiting = [];
    for (const report of await waitingReports(context.tx)) {
      const row = await readCase(context.tx, { id: report.case_id });
      if (controls(context.actor, row)) waiting.push({ report, row });
    }
    return waiting;
  },
  async handle({ tx, subject }) {
    const shown = [];
    for (const { report, row } of subject)
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
    return shown;
  },
  // Each author sees that their report was read, so each case gets its line.
  audit: ({ subject }) => subject.map(({ row }) => ({ object: row.id })),
});
