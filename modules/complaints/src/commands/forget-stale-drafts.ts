import { AppError, defineCommand } from '@otklik/kernel';
import { dropDraftPhotos } from '@otklik/cases';
import { z } from 'zod';
import { deleteDraftsBefore } from '../store/drafts.ts';

const DRAFT_LIFE_MS = 7 * 86_400_000;

/** Forms that nobody touched for seven days are forgotten, with their photos. */
export const forgetStaleDrafts = defineCommand({
  name: 'complaints.forget-stale-drafts',
  input: z.strictObject({}),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx }) {
    const hashes = await deleteDraftsBefore(tx, new Date(tx.now.getTime() - DRAFT_LIFE_MS));
    await dropDraftPhotos(tx, hashes);
    return { forgotten: hashes.length };
  },
  audit: ({ output }) => ({ object: 'complaint-drafts', after: String(output.forgotten) }),
});
