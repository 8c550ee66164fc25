import { defineCommand } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { sessionRef } from '../schema.ts';
import { touchSession as touch } from '../store/index.ts';

/** Notes the day a session was last seen; once a day is fine enough for its owner. */
export const touchSession = defineCommand({
  name: 'accounts.touch-session',
  input: sessionRef,
  policy: onlySystem('accounts.door'),
  handle: ({ tx, input }) => touch(tx, input.sessionId),
  audit: ({ input }) => ({ object: `session:${input.sessionId}` }),
});
