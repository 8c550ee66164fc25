import { regionId } from '@otklik/cases';
import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { changeReview, setComment } from '../store/comments.ts';
import { forgetThemes } from '../store/themes.ts';
import { EMPTY_BOX } from '../store/take-back.ts';

const BATCH_rows = 500;
const UNDECIDED = ['waiting', 'urgent', 'approved'] as const;

/**
 * Empties originals whose month ended long enough ago, and destroys the key of such a month: what is public stays
 * as it was shown, the rest is gone, with the database's keys too. What nobody decided in time is refused, for
 * nothing is left to decide on. @returns counts
 */
export const emptyOriginals = defineCommand({
  name: 'survey-comments.empty-originals',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const before = (await cutOff(tx, 'comment-originals')).toISOString().slice(0, 10);
    const region = regionId(tx);
    // A month whose following month began before the cut-off ended before it.
    const ended = monthBefore(before);
    const rows = await tx.db
      .selectFrom('comment_reviews')
      .select(['comment_id', 'state'])
      .where('region_id', '=', region)
      .where('month', '<=', ended)
      .where('emptied_on', 'is', null)
      .orderBy('comment_id')
      .limit(BATCH_rows)
      .forUpdate()
      .execute();
    const today = await todayOf(tx);
    for (const { comment_id, state } of rows) {
      const isLate = UNDECIDED.some((open) => open === state);
      await setComment(tx, comment_id, {
        sealed: EMPTY_BOX,
        ...(isLate ? { state: 'refused' as const } : {}),
      });
      await changeReview(tx, comment_id, {
        cuts: [],
        emptied_on: today,
        ...(isLate ? { state: 'refused' as const, reason_code: 'unreadable' } : {}),
      });
      if (isLate) await forgetThemes(tx, comment_id);
    }
    const more = rows.length === BATCH_rows;
    if (!more)
      await tx.db
        .updateTable('comment_keys')
        .set({ wrapped: null })
        .where('region_id', '=', region)
        .where('month', '<=', ended)
        .where('wrapped', 'is not', null)
        .execute();
    return { removed: rows.length, held: 0, more };
  },
  audit: ({ output }) => ({ object: 'comments', after: String(output.removed) }),
});

/** The last month that ended on or before this day, as its first day. */
function monthBefore(day: string): string {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year!, month! - 2, 1)).toISOString().slice(0, 10);
}
