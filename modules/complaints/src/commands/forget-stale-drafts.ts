import { defineCommand } from '@otklik/kernel';
import { dropDraftPhotos } from '@otklik/cases';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { deleteDraftsBefore } from '../store/drafts.ts';

/** Forgets forms that nobody touched for their term, with their photos. @returns counts */
export const forgetStaleDrafts = defineCommand({
  name: 'complaints.forget-stale-drafts',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const hashes = await deleteDraftsBefore(tx, await cutOff(tx, 'complaint-drafts'));
    await dropDraftPhotos(tx, hashes);
    return { removed: hashes.length, held: 0, more: false };
  },
  audit: ({ output }) => ({ object: 'complaint-drafts', after: String(output.removed) }),
});
