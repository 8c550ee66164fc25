import { personalIn } from '@otklik/cases';
import { AppError, defineQuery } from '@otklik/kernel';
import { detailsIn } from '../model/details.ts';
import { warnAuthor as input } from '../schema.ts';

/**
 * What in somebody's words tells who wrote them, while they still write: personal data, and facts by which a
 * clinic could know them. Nothing is kept, and the author may leave it as it is.
 */
export const warnAuthor = defineQuery({
  name: 'survey-comments.warn-author',
  input,
  limits: [{ per: 'origin', count_max: 600, window_s: 600 }],
  policy({ actor }) {
    if (actor.kind !== 'visitor') throw new AppError('forbidden');
  },
  handle: async ({ input: { words } }) => ({
    personal: personalIn(words).map(({ type, start, end }) => ({ type, start, end })),
    details: detailsIn(words).map(({ kind, start, end }) => ({ kind, start, end })),
  }),
});
