import { defineCommand } from '@otklik/kernel';
import { byTicket } from '../policy.ts';
import { stopByLink as input } from '../schema.ts';
import { stopSubscriptions } from '../store/subscriptions.ts';

/**
 * Stops a subscription, or all of its address, by the link of a letter: without signing in, by people and by
 * their mail programs (RFC 8058). A second time, and when it is gone, nothing changes and nothing is refused.
 * @throws AppError not-found for a link that we did not give
 */
export const stopByLink = defineCommand({
  name: 'subscriptions.stop-by-link',
  input,
  policy: byTicket,
  async handle({ tx, subject, input: { all } }) {
    if (!subject) return 0;
    return stopSubscriptions(tx, all ? { contactId: subject.contact_id } : { id: subject.id });
  },
  audit: ({ subject, output }) => ({
    object: `subscription:${subject?.id ?? 'gone'}`,
    after: `stopped ${output}`,
  }),
});
