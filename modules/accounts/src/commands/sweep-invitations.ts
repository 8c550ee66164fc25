import { defineCommand } from '@otklik/kernel';
import { cutOff, heldPersons, onlyRetention, sweepInput } from '@otklik/retention';
import { sweepEndedInvitations } from '../store/index.ts';

/** Deletes invitations that were taken, withdrawn or ran out. @returns counts */
export const sweepInvitations = defineCommand({
  name: 'accounts.sweep-invitations',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    sweepEndedInvitations(tx, await cutOff(tx, 'ended-invitations'), await heldPersons(tx)),
  audit: ({ output }) => ({ object: 'ended-invitations', after: String(output.removed) }),
});
