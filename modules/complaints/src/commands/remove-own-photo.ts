import { defineCommand } from '@otklik/kernel';
import { dropPhoto } from '@otklik/cases';
import { mayMend, ownPhotoAt } from '../mend.ts';
import { removeOwnPhoto as input } from '../schema-mend.ts';

/** The author of a message that was sent back takes a photo out of it: for good, with what it was made from. */
export const removeOwnPhoto = defineCommand({
  name: 'complaints.remove-own-photo',
  input,
  policy: mayMend,
  async handle({ tx, subject: { row }, input: { photoId } }) {
    await dropPhoto(tx, await ownPhotoAt(tx, row.id, photoId));
    return { number: row.number, photoId };
  },
  audit: ({ subject, input: { photoId } }) => ({
    object: subject.row.id,
    before: `photo:${photoId}`,
    after: 'removed',
  }),
});
