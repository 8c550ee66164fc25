import { defineCommand } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { forgetDraftsBefore } from '../store/drafts.ts';

/** Forgets forms that were begun and whose invitation ran out. @returns counts */
export const forgetDrafts = defineCommand({
  name: 'survey-answers.forget-drafts',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) =>
    forgetDraftsBefore(tx, dayIn(await zoneOfRegion(tx), await cutOff(tx, 'survey-drafts'))),
  audit: ({ output }) => ({ object: 'survey-drafts', after: String(output.removed) }),
});
