import { defineCommand } from '@otklik/kernel';
import { ownOne } from '../policy.ts';
import { ownSubscription as input } from '../schema.ts';
import { stopSubscriptions } from '../store/subscriptions.ts';

/** Stops one's own subscription; a second time changes nothing. @throws AppError not-found */
export const stopSubscription = defineCommand({
  name: 'subscriptions.stop-subscription',
  input,
  policy: ownOne,
  handle: ({ tx, subject }) => stopSubscriptions(tx, { id: subject.id }),
  audit: ({ input: { id } }) => ({ object: `subscription:${id}`, after: 'stopped' }),
});
