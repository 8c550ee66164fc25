import { AppError, defineCommand } from '@otklik/kernel';
import { signedIn } from '../policy.ts';
import { sessionChoice } from '../schema.ts';
import { endSession, endSessions } from '../store/index.ts';

/** Ends one of one's own sessions, or all but this one. @throws AppError not-found */
export const revokeSession = defineCommand({
  name: 'accounts.revoke-session',
  input: sessionChoice,
  policy: signedIn,
  async handle({ tx, input, subject }) {
    const { personId, sessionId } = subject;
    if ('all' in input) return { ended: await endSessions(tx, personId, sessionId) };
    if (!(await endSession(tx, personId, input.sessionId))) throw new AppError('not-found');
    return { ended: 1 };
  },
});
