import { defineCommand } from '@otklik/kernel';
import { ownReferral } from '../policy.ts';
import { referralTarget as input } from '../schema.ts';
import { removeRows, takeAway } from '../store/referrals.ts';

/** Takes an own referral away for good: its key is destroyed too. @throws AppError not-found */
export const removeReferral = defineCommand({
  name: 'guarantees.remove-referral',
  input,
  policy: ownReferral,
  async handle({ tx, subject }) {
    await takeAway(tx, subject);
    await removeRows(tx, [subject]);
    return { removed: true };
  },
  audit: ({ subject }) => ({ object: `referral:${subject.id}`, after: 'removed' }),
});
