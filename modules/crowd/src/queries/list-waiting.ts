import { defineQuery } from '@otklik/kernel';
import { regionModerator } from '../policy.ts';
import { listWaiting as input } from '../schema.ts';
import { proposalsIn } from '../store/proposals.ts';
import { publicProposals } from '../view.ts';

const ROWS_MAX = 50;

/** Proposals that wait for a moderator who did not write them: what sounds like danger first, then the oldest first. No word of the texts. */
export const listWaiting = defineQuery({
  name: 'crowd.list-waiting',
  input,
  policy: regionModerator,
  async handle({ tx, subject: personId, input: { cursor } }) {
    const rows = await proposalsIn(tx)
      .where('state', '=', 'waiting')
      .where((eb) => eb.or([eb('author_id', 'is', null), eb('author_id', '!=', personId)]))
      // Ids hold the time of their making in front.
      .$if(cursor !== undefined, (q) => q.where('id', '>', cursor!).where('danger', '=', false))
      .orderBy('danger', 'desc')
      .orderBy('id')
      .limit(ROWS_MAX + 1)
      .execute();
    const page = rows.slice(0, ROWS_MAX);
    const shown = await publicProposals(tx, page);
    return {
      waiting: shown.map(({ number, project, direction }, at) => ({
        number,
        project,
        direction,
        filedAt: page[at]!.filed_at,
        danger: page[at]!.danger,
      })),
      next: rows.length > ROWS_MAX ? page.at(-1)!.id : null,
    };
  },
});
