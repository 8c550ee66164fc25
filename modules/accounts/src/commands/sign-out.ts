import { defineCommand } from '@otklik/kernel';
import { signedIn } from '../policy.ts';
import { nothing } from '../schema.ts';
import { endSession } from '../store/index.ts';

/** Ends this session. */
export const signOut = defineCommand({
  name: 'accounts.sign-out',
  input: nothing,
  policy: signedIn,
  async handle({ tx, subject }) {
    await endSession(tx, subject.personId, subject.sessionId);
    return { done: true as const };
  },
});
