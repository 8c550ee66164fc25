import { defineCommand, principalOf } from '@otklik/kernel';
import { mayImportTopics } from '../policy.ts';
import { importLanes as input } from '../schema-lanes.ts';
import { lastLanes, putLanes } from '../store/lanes.ts';

/** What the region does about danger (numbers, duty contact) and about appeals (channel, terms). */
export const importLanes = defineCommand({
  name: 'complaints.import-lanes',
  input,
  policy: mayImportTopics,
  async handle({ tx, actor, input: lanes }) {
    const version = (await lastLanes(tx)) + 1;
    // What comes with the first file holds for every day that anybody asks about.
    const validFrom = version === 1 ? new Date(0) : tx.now;
    await putLanes(tx, lanes, { version, validFrom, by: principalOf(actor), note: null });
    return { appealsOpen: lanes.appeals.open };
  },
  audit: ({ output }) => ({
    object: 'lanes',
    after: output.appealsOpen ? 'appeals-open' : 'appeals-closed',
  }),
});
