import { defineCommand } from '@otklik/kernel';
import { onlyRetention } from '../policy.ts';
import { nothing } from '../schema.ts';
import { deleteRunsBefore } from '../store/runs.ts';
import { cutOff } from '../store/terms.ts';

/** Forgets old lines of its own log. */
export const sweepRuns = defineCommand({
  name: 'retention.sweep-runs',
  input: nothing,
  policy: onlyRetention,
  handle: async ({ tx }) => ({
    removed: await deleteRunsBefore(tx, await cutOff(tx, 'retention-runs')),
    held: 0,
    more: false,
  }),
  audit: ({ output }) => ({ object: 'retention-runs', after: String(output.removed) }),
});
