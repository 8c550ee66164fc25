import { defineCommand } from '@otklik/kernel';
import { takeFeed } from '../ingest.ts';
import { pushesSlots } from '../policy.ts';
import { pushSlots as input } from '../schema.ts';

/**
 * Takes what a source tells of its slots, whole or as differences. A number that was taken before changes nothing;
 * after a missing one the answer is «send full». Each bad row is counted and never stops a good one.
 */
export const pushSlots = defineCommand({
  name: 'access.push-slots',
  input,
  policy: pushesSlots,
  handle: ({ tx, actor, input: feed }) => takeFeed(tx, actor, feed),
  audit: ({ input: { source }, output: { outcome, seq, changed } }) => ({
    object: `access-source ${source}`,
    after: `${outcome} ${seq}: ${changed}`,
  }),
});
