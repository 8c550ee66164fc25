import { defineCommand } from '@otklik/kernel';
import { onlyRetention } from '../policy.ts';
import { finishRun as input } from '../schema.ts';
import { closeRun } from '../store/runs.ts';

/** Writes what a sweep did, in counts, or the code of its failure. */
export const finishRun = defineCommand({
  name: 'retention.finish-run',
  input,
  policy: onlyRetention,
  handle: ({ tx, input: { runId, ...run } }) => closeRun(tx, { id: runId, ...run }),
  audit: ({ input: { runId, removed, errorCode } }) => ({
    object: `retention-run:${runId}`,
    after: errorCode ?? String(removed),
  }),
});
