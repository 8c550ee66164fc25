import { defineCommand } from '@otklik/kernel';
import { cutOff, heldPersons, onlyRetention, sweepInput } from '@otklik/retention';
import { sweepEndedSessions } from '../store/index.ts';

/** Deletes sessions that ended long enough ago for their owners' questions. @returns counts */
export const sweepSessions = defineCommand({
  name: 'accounts.sweep-sessions',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    sweepEndedSessions(tx, await cutOff(tx, 'ended-sessions'), await heldPersons(tx)),
  audit: ({ output }) => ({ object: 'ended-sessions', after: String(output.removed) }),
});
