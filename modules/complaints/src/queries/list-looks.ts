import { defineQuery } from '@otklik/kernel';
import { loneHome } from '../appeal-home.ts';
import { ownCases, ownLone } from '../own-cases.ts';
import { listLooks as input } from '../schema-own.ts';
import { looksInto } from '../who-looked.ts';

/** Who opened the closed part of one's own cases: role, house, time; the person stays unnamed. */
export const listLooks = defineQuery({
  name: 'complaints.list-looks',
  input,
  async policy({ tx, actor }) {
    const cases = await ownCases(tx, actor);
    return [...cases, ...(await ownLone(tx, actor)).map((appeal) => loneHome(tx, appeal))];
  },
  handle: async ({ tx, subject: rows, input: { after } }) => ({
    cases: rows.map(({ number, path }) => ({ number, path })),
    ...(await looksInto(tx, rows, after)),
  }),
});
