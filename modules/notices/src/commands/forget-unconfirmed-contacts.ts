import { defineCommand } from '@otklik/kernel';
import { cutOff, heldPersons, onlyRetention, sweepInput } from '@otklik/retention';
import { forgetUnconfirmed } from '../store-sweeps.ts';

/** Forgets addresses that nobody confirmed within their term. @returns counts */
export const forgetUnconfirmedContacts = defineCommand({
  name: 'notices.forget-unconfirmed-contacts',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    forgetUnconfirmed(tx, await cutOff(tx, 'unconfirmed-contacts'), await heldPersons(tx)),
  audit: ({ output }) => ({ object: 'unconfirmed-contacts', after: String(output.removed) }),
});
