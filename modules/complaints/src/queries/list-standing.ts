import { AppError, defineQuery } from '@otklik/kernel';
import { staffGrants } from '@otklik/cases';
import { z } from 'zod';
import { newestTakeDowns } from '../store/take-downs.ts';
import { publicTakeDown } from '../taken.ts';

const LISTED_MAX = 200;

/** What is taken down now, newest first: for the controllers who may put it back. */
export const listStanding = defineQuery({
  name: 'complaints.list-standing',
  input: z.strictObject({}),
  policy({ actor }) {
    if (!staffGrants(actor).some(({ role }) => role === 'controller'))
      throw new AppError('forbidden');
  },
  async handle({ tx }) {
    const rows = await newestTakeDowns(tx, { standing: 'yes', page: 1, limit: LISTED_MAX });
    return rows.map((row) => ({ ...publicTakeDown(row), number: row.number }));
  },
});
