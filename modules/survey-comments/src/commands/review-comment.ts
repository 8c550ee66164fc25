import { personalIn, refuseProven } from '@otklik/cases';
import { AppError, defineCommand, type App, type Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { cutsOf, withCuts } from '../model/cuts.ts';
import { detailsIn } from '../model/details.ts';
import { mayDecide } from '../policy.ts';
import { reviewComment as input } from '../schema.ts';
import { absent, changeReview, setComment, type CommentRow } from '../store/comments.ts';
import { originalOf } from '../store/originals.ts';
import type { Cut } from '../store/tables.ts';

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

async function cutsAsked(
  app: App,
  tx: Tx,
  row: CommentRow,
  { marked, acknowledged }: z.output<typeof input>,
): Promise<readonly Cut[]> {
  const original = await originalOf(tx, app.ports.keys, row);
  if (original === null) throw absent();
  const cuts = cutsOf(original, marked ?? original);
  const shown = withCuts(original, cuts);
  refuseProven(acknowledged, shown);
  if (!acknowledged) {
    const kinds = [...new Set(personalIn(shown).map(({ type }) => type))];
    const told = detailsIn(shown).length > 0 ? ['detail'] : [];
    if (kinds.length + told.length > 0)
      throw new AppError('personal-data-left', { kinds: [...kinds, ...told] });
  }
  return cuts;
}
