import { defineCommand } from '@otklik/kernel';
import { byStopTicket } from '../policy.ts';
import { stopByLink as input } from '../schema.ts';
import { stopFor } from '../store/stops.ts';

/**
 * Stops letters by the link of one: without signing in, by people and by their mail programs (RFC 8058). A second
 * time, and when the person is gone, nothing changes and nothing is refused.
 * @throws AppError not-found for a link that we did not give
 */
export const stopByLink = defineCommand({
  name: 'surveys.stop-by-link',
  input,
  policy: byStopTicket,
  async handle({ tx, subject: { personId, sender }, input: { from } }) {
    return { isNew: await stopFor(tx, { personId, sender: from === 'all' ? '' : sender }) };
  },
  audit: ({ input: { from }, output }) => ({
    object: 'survey-stop',
    after: `${from} ${output.isNew ? 'stopped' : 'same'}`,
  }),
});
