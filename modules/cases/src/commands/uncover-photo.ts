import { defineCommand } from '@otklik/kernel';
import { mayAs } from '../policy.ts';
import { uncoverCasePhoto as input } from '../schema-photos.ts';
import { photoAt, uncoverPhoto as uncover } from '../store/covered-photos.ts';

/** A moderator starts again from the photo as it came in, while that is kept. @throws AppError move-impossible */
export const uncoverPhoto = defineCommand({
  name: 'cases.uncover-photo',
  input,
  policy: mayAs('moderator'),
  async handle({ tx, subject: { row }, input: { photoId } }) {
    const { id } = await uncover(tx, await photoAt(tx, { caseId: row.id }, photoId));
    return { number: row.number, photoId: id };
  },
  audit: ({ subject, input: { photoId }, output }) => ({
    object: subject.row.id,
    before: `photo:${photoId}`,
    after: `photo:${output.photoId}`,
  }),
});
