import { defineQuery, type Context } from '@otklik/kernel';
import { photosOf } from '@otklik/cases';
import type { z } from 'zod';
import { draftContent, draftTarget as input } from '../schema.ts';
import { draftHash, readDraft } from '../store/drafts.ts';

/** A form begun when a message could name one person alone holds that one without a list around. */
const inLists = (kept: unknown): unknown =>
  typeof kept === 'object' && kept !== null && 'named' in kept && !Array.isArray(kept.named)
    ? { ...kept, named: [kept.named] }
    : kept;

/** A form not sent yet, for whoever holds its token. */
export const getDraft = defineQuery({
  name: 'complaints.get-draft',
  input,
  policy: ({ tx, input: { token } }: Context<z.output<typeof input>>) => readDraft(tx, token),
  async handle({ tx, subject, input: { token } }) {
    const photos = await photosOf(tx, { draftHash: draftHash(token) });
    return {
      content: draftContent.parse(inLists(subject)),
      photos: photos.map(({ id, width_px, height_px }) => ({ id, width_px, height_px })),
    };
  },
});
