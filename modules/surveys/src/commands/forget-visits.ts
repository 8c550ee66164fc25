import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { forgetVisitsBefore } from '../store/sweeps.ts';

/** Forgets which visits were reported, once their term is over. @returns counts */
export const forgetVisits = defineCommand({
  name: 'surveys.forget-visits',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    forgetVisitsBefore(tx, dayIn(await zoneOfRegion(tx), await cutOff(tx, 'survey-visits'))),
  audit: ({ output }) => ({ object: 'survey-visits', after: String(output.removed) }),
});
