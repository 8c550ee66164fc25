import { regionId } from '@otklik/cases';
import { defineQuery, grantsOf, type Actor, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { CLINIC_ROLES, reachedAs, staffIn } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { commentsIn, type CommentRow } from '../store/comments.ts';
import { waitingRow } from '../view.ts';

const ROWS_MAX = 200;
const STAFF = ['moderator', 'controller', ...CLINIC_ROLES] as const;

type Task = 'judge' | 'control' | 'write';

/** What somebody has to do about this reply; null where it is not theirs. */
function taskOf(actor: Actor, row: CommentRow, reply: string | null): Task | null {
  if (reply === 'handed-in') return reachedAs(actor, 'moderator', row) ? 'judge' : null;
  if (reply === 'with-controller') return reachedAs(actor, 'controller', row) ? 'control' : null;
  const isOurs = CLINIC_ROLES.some((role) => reachedAs(actor, role, row));
  return isOurs && (reply === null || reply === 'returned') ? 'write' : null;
}

/** Public comments with something to do about their reply, for whoever asks; at most 200, newest month first. */
export const listReplies = defineQuery({
  name: 'survey-comments.list-replies',
  input,
  policy: ({ actor }: Context<z.output<typeof input>>) => staffIn(actor, STAFF),
  async handle({ tx, actor }) {
    const isClinic = grantsOf(actor).some(({ role }) => CLINIC_ROLES.some((one) => one === role));
    const rows = await commentsIn(tx)
      .leftJoin('comment_replies as a', (on) =>
        on.onRef('a.region_id', '=', 'r.region_id').onRef('a.comment_id', '=', 'r.comment_id'),
      )
      .select('a.state as reply_state')
      .where('r.region_id', '=', regionId(tx))
      .where('r.state', '=', 'published')
      .$if(!isClinic, (q) => q.where('a.state', 'in', ['handed-in', 'with-controller']))
      .orderBy('r.month', 'desc')
      .orderBy('r.shown_order')
      .limit(ROWS_MAX)
      .execute();
    return rows.flatMap((row) => {
      const task = taskOf(actor, row, row.reply_state);
      return task ? [{ ...waitingRow(row), task, text: row.public_text }] : [];
    });
  },
});
