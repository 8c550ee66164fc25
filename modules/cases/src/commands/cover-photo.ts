import { AppError, defineCommand, hasRole } from '@otklik/kernel';
import { paintPhoto } from '../cover-photo.ts';
import { mayAs } from '../policy.ts';
import { coverCasePhoto as input } from '../schema-photos.ts';
import { coverPhoto as cover, photoAt } from '../store/covered-photos.ts';

/**
 * A moderator paints parts of a photo over. It gets a new address, the old one is not found from then on; the
 * original can be had back until the case is published, and is deleted then.
 */
export const coverPhoto = defineCommand({
  name: 'cases.cover-photo',
  input,
  policy: mayAs('moderator'),
  limits: [{ per: 'principal', count_max: 600, window_s: 3600 }],
  // Whoever moderates nothing is refused by the policy, and may not have pictures painted on the way there.
  prepare: async ({ app, actor, input: asked }) =>
    hasRole(actor, 'moderator') ? paintPhoto(app, actor, asked) : null,
  async handle({ tx, subject: { row }, prepared, input: { photoId } }) {
    if (!prepared) throw new AppError('forbidden');
    await cover(tx, await photoAt(tx, { caseId: row.id }, photoId), prepared);
    return { number: row.number, photoId: prepared.id };
  },
  audit: ({ subject, input: { photoId }, output }) => ({
    object: subject.row.id,
    before: `photo:${photoId}`,
    after: `photo:${output.photoId}`,
  }),
});
