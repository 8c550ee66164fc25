import { defineQuery } from '@otklik/kernel';
import { ownCases } from '../own-cases.ts';
import { listLooks as input } from '../schema-own.ts';
import { looksInto } from '../who-looked.ts';

/** Who opened the closed part of one's own cases: role, house, time; the person stays unnamed. */
export const listLooks = defineQuery({
  name: 'complaints.list-looks',
  input,
  policy: ({ tx, actor }) => ownCases(tx, actor),
  handle: async ({ tx, subject: rows, input: { after } }) => ({
    cases: rows.map(({ number, path }) => ({ number, path })),
    ...(await looksInto(tx, rows, after)),
  }),
});
