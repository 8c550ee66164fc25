import { defineQuery } from '@otklik/kernel';
import { byTicket } from '../policy.ts';
import { alertTicket as input } from '../schema.ts';

/** What the link of a letter would stop; null when it is stopped, ended or gone. */
export const lookAtLink = defineQuery({
  name: 'wait-alerts.look-at-link',
  input,
  policy: byTicket,
  handle: async ({ subject }) =>
    subject?.state === 'active' ? { before: subject.before_day } : null,
});
