import { AppError, defineCommand } from '@otklik/kernel';
import { signedIn } from '../policy.ts';
import { passkeyRef } from '../schema.ts';
import { endSessions, keepAWayIn, lockPerson, removePasskey as remove } from '../store/index.ts';
import { tellOfChange } from '../tell.ts';

/** Removes a passkey; other sessions end. @throws AppError not-found, last-way-in, step-up-required */
export const removePasskey = defineCommand({
  name: 'accounts.remove-passkey',
  input: passkeyRef,
  stepUp: true,
  policy: signedIn,
  async handle({ tx, input, subject }) {
    const { personId, sessionId } = subject;
    await lockPerson(tx, personId);
    if (!(await remove(tx, personId, input.passkeyId))) throw new AppError('not-found');
    await keepAWayIn(tx, personId);
    await endSessions(tx, personId, sessionId);
    await tellOfChange(tx, personId, 'passkey-removed');
    return { done: true as const };
  },
  audit: ({ input }) => ({ object: `passkey:${input.passkeyId}` }),
});
