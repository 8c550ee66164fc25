import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { cutsAsked } from '../cuts-asked.ts';
import { mayDecide } from '../policy.ts';
import { reviewComment as input } from '../schema.ts';
import { changeReview, setComment } from '../store/comments.ts';

/**
 * A moderator lets a comment be published, with what must not be public cut out, or refuses it for a reason of
 * the list. Nothing is public yet: a batch a day publishes what was let through, so that the moment of
 * publication says nothing.
 *
 * @throws AppError personal-data-left while something looks like a name, a number or a fact that tells who wrote
 */
export const reviewComment = defineCommand({
  name: 'survey-comments.review-comment',
  input,
  policy: mayDecide,
  async handle({ app, tx, subject: { row, personId }, input: asked }) {
    const decided = { decided_by: personId, decided_on: await todayOf(tx) };
    if (asked.decision === 'refuse') {
      await setComment(tx, row.id, { state: 'refused' });
      const version = await changeReview(tx, row.id, {
        ...decided,
        state: 'refused',
        reason_code: asked.reason!,
      });
      return { id: row.id, state: 'refused' as const, version };
    }
    const cuts = await cutsAsked(app, tx, row, asked);
    const version = await changeReview(tx, row.id, { ...decided, state: 'approved', cuts });
    return { id: row.id, state: 'approved' as const, version };
  },
  audit: ({ subject: { row }, input: { reason }, output }) => ({
    object: row.id,
    before: row.state,
    after: reason ? `refused:${reason}` : output.state,
  }),
});
