import { defineCommand } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { cutOff, onlyRetention, sweepInput as input } from '@otklik/retention';
import { forgetAttachedBefore } from '../store/attached.ts';

/** Forgets whom no list has named for the term. */
export const forgetAttached = defineCommand({
  name: 'surveys.forget-attached',
  input,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    forgetAttachedBefore(tx, dayIn(await zoneOfRegion(tx), await cutOff(tx, 'survey-attached'))),
  audit: ({ output }) => ({ object: 'survey-attached', after: String(output.removed) }),
});
