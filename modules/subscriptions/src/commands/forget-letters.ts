import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { forgetLettersBefore } from '../store/outbox.ts';

/** Forgets which digests left when, once their term is over. @returns counts */
export const forgetLetters = defineCommand({
  name: 'subscriptions.forget-letters',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const removed = await forgetLettersBefore(tx, await cutOff(tx, 'subscription-letters'));
    return { removed, held: 0, more: removed > 0 };
  },
  audit: ({ output }) => ({ object: 'subscription-letters', after: String(output.removed) }),
});
