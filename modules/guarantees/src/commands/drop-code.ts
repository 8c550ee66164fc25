import { defineCommand } from '@otklik/kernel';
import { oneself } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { dropCode as drop } from '../store/codes.ts';

/** Somebody takes their consent back: from now on nothing is taken by their code. */
export const dropCode = defineCommand({
  name: 'guarantees.drop-code',
  input,
  policy: oneself,
  handle: async ({ tx, subject: personId }) => ({ dropped: await drop(tx, personId) }),
  audit: ({ subject, output }) => ({
    object: `referral-code:${subject}`,
    after: output.dropped ? 'dropped' : 'none',
  }),
});
