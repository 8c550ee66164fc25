import { AppError, defineCommand } from '@otklik/kernel';
import { controllerOf } from '../policy.ts';
import { settlePressure as input } from '../schema.ts';
import { settleReport } from '../store/reports.ts';

/** A controller has dealt with a report: what came of it, and the finding in words, sealed. */
export const settlePressure = defineCommand({
  name: 'safeguards.settle-pressure',
  input,
  policy: controllerOf,
  async handle({ tx, subject: { report, row, personId }, input: { outcome, finding } }) {
    if (!(await settleReport(tx, row, report, { personId, outcome, finding })))
      throw new AppError('already-done');
    return { number: row.number };
  },
  audit: ({ subject, input: { outcome } }) => ({
    object: subject.row.id,
    after: `pressure-settled:${outcome}`,
  }),
});
