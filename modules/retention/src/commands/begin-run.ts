import { defineCommand } from '@otklik/kernel';
import { onlyRetention } from '../policy.ts';
import { beginRun as input } from '../schema.ts';
import { insertRun } from '../store/runs.ts';

/** Notes that a sweep of one class begins: one that is cut off is seen by its missing end. */
export const beginRun = defineCommand({
  name: 'retention.begin-run',
  input,
  policy: onlyRetention,
  handle: async ({ tx, input: { class: name } }) => ({ runId: await insertRun(tx, name) }),
  audit: ({ input: { class: name } }) => ({ object: `retention:${name}` }),
});
