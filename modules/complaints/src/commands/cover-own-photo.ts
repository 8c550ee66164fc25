import { AppError, defineCommand } from '@otklik/kernel';
import { coverPhoto, paintPhoto } from '@otklik/cases';
import { mayMend, ownPhotoAt } from '../mend.ts';
import { coverOwnPhoto as input } from '../schema-mend.ts';

/** The author paints parts of a photo over in a message that was sent back; the photo before it is forgotten. */
export const coverOwnPhoto = defineCommand({
  name: 'complaints.cover-own-photo',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  // Whoever is no author is refused by the policy, and may not have pictures painted on the way there.
  prepare: async ({ app, actor, input: { photoId, areas, manner } }) =>
    actor.kind === 'person' || actor.kind === 'receipt'
      ? paintPhoto(app, actor, { photoId, areas, manner })
      : null,
  policy: mayMend,
  async handle({ tx, subject: { row }, prepared, input: { photoId } }) {
    if (!prepared) throw new AppError('forbidden');
    await coverPhoto(tx, await ownPhotoAt(tx, row.id, photoId), prepared, 'author');
    return { number: row.number, photoId: prepared.id };
  },
  audit: ({ subject, input: { photoId }, output }) => ({
    object: subject.row.id,
    before: `photo:${photoId}`,
    after: `photo:${output.photoId}`,
  }),
});
