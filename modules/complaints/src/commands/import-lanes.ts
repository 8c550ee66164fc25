import { defineCommand } from '@otklik/kernel';
import { mayImportTopics } from '../policy.ts';
import { importLanes as input } from '../schema-lanes.ts';
import { putLanes } from '../store/lanes.ts';

/** What the region does about danger (numbers, duty contact) and about appeals (channel, terms). */
export const importLanes = defineCommand({
  name: 'complaints.import-lanes',
  input,
  policy: mayImportTopics,
  async handle({ tx, input: lanes }) {
    await putLanes(tx, lanes);
    return { appealsOpen: lanes.appeals.open };
  },
  audit: ({ output }) => ({
    object: 'lanes',
    after: output.appealsOpen ? 'appeals-open' : 'appeals-closed',
  }),
});
