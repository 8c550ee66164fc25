import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { insertPhotos, keepPhotos, photosOf } from '@otklik/cases';
import type { z } from 'zod';
import { addDraftPhoto as input, PHOTOS_MAX } from '../schema.ts';
import { draftHash, readDraft } from '../store/drafts.ts';

/** Adds a photo to a form not sent yet, through the one pipeline; five at most. */
export const addDraftPhoto = defineCommand({
  name: 'complaints.add-draft-photo',
  input,
  // Everybody is counted: a picture is decoded and stored before the policy is asked.
  limits: [{ per: 'origin', count_max: 120, window_s: 3600 }],
  prepare: ({ app, actor, input: { photo } }) => keepPhotos(app, actor.region, [photo]),
  async policy({ tx, input: { token } }: Context<z.output<typeof input>>) {
    await readDraft(tx, token, true);
    const photos = await photosOf(tx, { draftHash: draftHash(token) });
    if (photos.length >= PHOTOS_MAX) throw new AppError('too-many-photos', { maximum: PHOTOS_MAX });
  },
  async handle({ tx, prepared, input: { token } }) {
    await insertPhotos(tx, prepared, { draft_hash: draftHash(token), side: 'author' });
    return { id: prepared[0]!.id };
  },
});
