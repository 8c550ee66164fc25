import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { forgetInvitationsBefore } from '../store/sweeps.ts';

/** Forgets invitations that were answered or ran out, once their term is over. @returns counts */
export const forgetInvitations = defineCommand({
  name: 'surveys.forget-invitations',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    forgetInvitationsBefore(
      tx,
      dayIn(await zoneOfRegion(tx), await cutOff(tx, 'spent-invitations')),
    ),
  audit: ({ output }) => ({ object: 'spent-invitations', after: String(output.removed) }),
});
