import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { forgetPeopleBefore } from '../store/sweeps.ts';

/** Forgets whom nobody has asked for long, with their addresses. @returns counts */
export const forgetPeople = defineCommand({
  name: 'surveys.forget-people',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    forgetPeopleBefore(tx, dayIn(await zoneOfRegion(tx), await cutOff(tx, 'survey-people'))),
  audit: ({ output }) => ({ object: 'survey-people', after: String(output.removed) }),
});
