import { openAuthorLink } from '@otklik/cases';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { reportByLink as input } from '../schema.ts';
import { takeReport } from '../take-report.ts';

/**
 * The author says that somebody pressed, beside the verdict by the link in a letter, without signing in. It
 * goes where a report by account goes, and does not spend the link: the verdict comes after.
 *
 * @throws AppError not-found, link-expired, already-done (the verdict was given, or a report waits)
 */
export const reportByLink = defineCommand({
  name: 'safeguards.report-by-link',
  input,
  limits: [{ per: 'origin', count_max: 20, window_s: 3600 }],
  async policy({ tx, input: { token } }: Context<z.output<typeof input>>) {
    const { row } = await openAuthorLink(tx, token, 'verdict');
    if (row.erased_at !== null) throw new AppError('move-impossible', { reason: 'erased' });
    return row;
  },
  async handle({ tx, subject: row, input: { words } }) {
    await takeReport(tx, row, { occasion: 'verdict', words });
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.id, after: 'pressure-reported' }),
});
