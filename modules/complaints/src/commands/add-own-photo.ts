import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { dayOf, insertPhotos, keepPhotos } from '@otklik/cases';
import type { z } from 'zod';
import { mayMend, ownPhotos } from '../mend.ts';
import { PHOTOS_MAX } from '../schema.ts';
import { addOwnPhoto as input } from '../schema-mend.ts';

/** The author of a message that was sent back adds a photo to it, through the one pipeline; five at most. */
export const addOwnPhoto = defineCommand({
  name: 'complaints.add-own-photo',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  // Who may be no author at all is refused by the policy, and may not fill the storage on the way there.
  prepare: async ({ app, actor, input: { photo } }) =>
    actor.kind === 'person' || actor.kind === 'receipt'
      ? keepPhotos(app, actor.region, [photo])
      : [],
  async policy(context: Context<z.output<typeof input>>) {
    const movable = await mayMend(context);
    if ((await ownPhotos(context.tx, movable.row.id)).length >= PHOTOS_MAX)
      throw new AppError('too-many-photos', { maximum: PHOTOS_MAX });
    return movable;
  },
  async handle({ tx, subject: { row }, prepared }) {
    // Of an anonymous author's moments the day alone is kept.
    const added_at = row.by_receipt ? dayOf(tx.now) : tx.now;
    await insertPhotos(tx, prepared, { case_id: row.id, side: 'author', added_at });
    return { number: row.number, photoId: prepared[0]!.id };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `photo:${output.photoId}` }),
});
