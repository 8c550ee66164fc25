import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { sweepLinks } from '../store/index.ts';

/** Deletes sign-in links that are over; until then they are counted, for the growing delay. @returns counts */
export const sweepSignIns = defineCommand({
  name: 'accounts.sweep-sign-ins',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) => sweepLinks(tx, await cutOff(tx, 'sign-in-links')),
  audit: ({ output }) => ({ object: 'sign-in-links', after: String(output.removed) }),
});
