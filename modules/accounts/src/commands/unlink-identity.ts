import { AppError, defineCommand } from '@otklik/kernel';
import { signedIn } from '../policy.ts';
import { identityRef } from '../schema.ts';
import { endSessions, keepAWayIn, lockPerson, unlinkIdentity as unlink } from '../store/index.ts';
import { tellOfChange } from '../tell.ts';

/** Unlinks a provider from one's account; other sessions end. @throws AppError not-found, last-way-in, step-up-required */
export const unlinkIdentity = defineCommand({
  name: 'accounts.unlink-identity',
  input: identityRef,
  stepUp: true,
  policy: signedIn,
  async handle({ tx, input, subject }) {
    const { personId, sessionId } = subject;
    await lockPerson(tx, personId);
    const provider = await unlink(tx, personId, input.identityId);
    if (!provider) throw new AppError('not-found');
    await keepAWayIn(tx, personId);
    await endSessions(tx, personId, sessionId);
    await tellOfChange(tx, personId, 'identity-unlinked');
    return { provider };
  },
  audit: ({ input, output }) => ({
    object: `identity:${input.identityId}`,
    before: output.provider,
  }),
});
