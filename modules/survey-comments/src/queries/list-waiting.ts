import { defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { OPEN_STATES } from '../model/states.ts';
import { reachedAs, staffIn } from '../policy.ts';
import { listWaiting as input } from '../schema.ts';
import { commentsIn } from '../store/comments.ts';
import { waitingRow } from '../view.ts';

const ROWS_MAX = 50;
const LOOKED_MAX = 2000;

/**
 * What waits for a moderator who reaches it: what sounds like danger first, then in an order that has nothing to
 * do with when it came. No words: they are opened one by one, each opening with its line in the act log.
 */
export const listWaiting = defineQuery({
  name: 'survey-comments.list-waiting',
  input,
  policy: ({ actor }: Context<z.output<typeof input>>) => staffIn(actor, ['moderator']),
  async handle({ tx, actor, subject: { personId }, input: { cursor } }) {
    const found = await commentsIn(tx)
      .where('r.state', 'in', OPEN_STATES)
      .$if(cursor !== undefined, (q) =>
        q.where('r.comment_id', '>', cursor!).where('r.state', '=', 'waiting'),
      )
      .orderBy((eb) => eb.case().when('r.state', '=', 'urgent').then(0).else(1).end())
      .orderBy('r.comment_id')
      .limit(LOOKED_MAX)
      .execute();
    const appealed = await commentsIn(tx)
      .innerJoin('comment_appeals as a', (on) =>
        on.onRef('a.region_id', '=', 'r.region_id').onRef('a.comment_id', '=', 'r.comment_id'),
      )
      .where('a.state', '=', 'waiting')
      .where('r.state', '=', 'refused')
      // Whoever refused it does not look a second time.
      .where('r.decided_by', 'is distinct from', personId)
      .orderBy('r.comment_id')
      .limit(ROWS_MAX)
      .execute();
    const rows = found.filter((row) => reachedAs(actor, 'moderator', row));
    const page = rows.slice(0, ROWS_MAX);
    return {
      waiting: page.map(waitingRow),
      appeals: appealed.filter((row) => reachedAs(actor, 'moderator', row)).map(waitingRow),
      next: rows.length > ROWS_MAX ? page.at(-1)!.id : null,
    };
  },
});
