import { leadFrom } from '#lib/server/desk.ts';
import { settleMention } from '#lib/server/desk-inside.ts';
import type { Actions, PageServerLoad } from './$types';

const SHOWN = 8;

/** What waits for this person: each queue of their own with its most urgent cases. */
export const load: PageServerLoad = async ({ locals, url, parent }) => {
  const { actor, services } = locals;
  const { queues } = await parent();
  // Those who only look on (coordinators, administrators) see what is late.
  const own = queues.filter(({ queue }) => queue !== 'overdue' && queue !== 'all');
  const shown = own.length > 0 ? own : queues.filter(({ queue }) => queue === 'overdue');
  const work = await Promise.all(
    shown.map(async (count) => {
      const input = { queue: count.queue, limit: SHOWN };
      return { ...count, ...(await services.desk.findInQueue(actor, input).catch(leadFrom(url))) };
    }),
  );
  const mentions = await services.desk.listMentions(actor, {}).catch(leadFrom(url));
  return { work, mentions, others: queues.filter((count) => !shown.includes(count)) };
};

export const actions: Actions = { settle: settleMention };
