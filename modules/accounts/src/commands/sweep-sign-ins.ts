import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { sweepLinks, sweepProofs } from '../store/index.ts';

/**
 * Deletes sign-in links that are over; until then they are counted, for the growing delay. With them go ways
 * to providers, questions to passkeys, links for one session and parked deeds. @returns counts
 */
export const sweepSignIns = defineCommand({
  name: 'accounts.sweep-sign-ins',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const before = await cutOff(tx, 'sign-in-links');
    await sweepProofs(tx, before);
    return sweepLinks(tx, before);
  },
  audit: ({ output }) => ({ object: 'sign-in-links', after: String(output.removed) }),
});
