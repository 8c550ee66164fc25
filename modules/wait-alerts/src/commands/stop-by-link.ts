import { defineCommand } from '@otklik/kernel';
import { byTicket } from '../policy.ts';
import { alertTicket as input } from '../schema.ts';
import { set } from '../store/alerts.ts';

/**
 * Stops an alert by the link of its letter: without signing in, by people and by their mail programs (RFC 8058).
 * A second time, and when it is gone, nothing changes and nothing is refused.
 * @throws AppError not-found for a link that we did not give
 */
export const stopByLink = defineCommand({
  name: 'wait-alerts.stop-by-link',
  input,
  policy: byTicket,
  async handle({ tx, subject }) {
    if (!subject || subject.state !== 'active') return { stopped: false };
    await set(tx, subject.id, { state: 'stopped', settled_at: tx.now });
    return { stopped: true };
  },
  audit: ({ subject, output }) => ({
    object: `wait-alert:${subject?.id ?? 'gone'}`,
    after: output.stopped ? 'stopped' : 'same',
  }),
});
