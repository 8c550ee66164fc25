import { AppError, defineCommand } from '@otklik/kernel';
import { ownOne } from '../policy.ts';
import { changeSubscription as input } from '../schema.ts';
import { setFrequency } from '../store/subscriptions.ts';

/** Another frequency for one's own subscription. @throws AppError not-found, move-impossible for a stopped one */
export const changeSubscription = defineCommand({
  name: 'subscriptions.change-subscription',
  input,
  policy: ownOne,
  async handle({ tx, subject, input: { frequency } }) {
    if (subject.state !== 'active')
      throw new AppError('move-impossible', { reason: 'subscription-stopped' });
    await setFrequency(tx, subject.id, frequency);
  },
  audit: ({ input: { id, frequency } }) => ({ object: `subscription:${id}`, after: frequency }),
});
