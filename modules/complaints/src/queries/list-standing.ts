import { defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { mayListStanding } from '../policy-take-downs.ts';
import { newestTakeDowns } from '../store/take-downs.ts';
import { publicTakeDown } from '../taken.ts';

const LISTED_MAX = 200;

/** What is taken down now, newest first: for the controllers who may put it back. */
export const listStanding = defineQuery({
  name: 'complaints.list-standing',
  input: z.strictObject({}),
  policy: mayListStanding,
  async handle({ tx }) {
    const rows = await newestTakeDowns(tx, { standing: 'yes', page: 1, limit: LISTED_MAX });
    return rows.map((row) => ({ ...publicTakeDown(row), number: row.number }));
  },
});
