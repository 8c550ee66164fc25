import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { deleteDraftsBefore } from '../store/drafts.ts';

/** Forgets proposals that were begun and not sent. @returns counts */
export const forgetDrafts = defineCommand({
  name: 'crowd.forget-drafts',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const gone = await deleteDraftsBefore(tx, await cutOff(tx, 'crowd-drafts'));
    return { removed: gone.length, held: 0, more: false };
  },
  audit: ({ output }) => ({ object: 'crowd_drafts', after: String(output.removed) }),
});
