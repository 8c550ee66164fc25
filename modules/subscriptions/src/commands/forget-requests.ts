import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { forgetRequestsBefore } from '../store/requests.ts';

/** Forgets what was typed and never confirmed within its term. @returns counts */
export const forgetRequests = defineCommand({
  name: 'subscriptions.forget-requests',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const removed = await forgetRequestsBefore(tx, await cutOff(tx, 'subscription-requests'));
    return { removed, held: 0, more: removed > 0 };
  },
  audit: ({ output }) => ({ object: 'subscription-requests', after: String(output.removed) }),
});
