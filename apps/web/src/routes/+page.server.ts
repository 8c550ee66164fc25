import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

const NEWEST = 5;

/** Real figures and the newest words of people; nothing personal. */
export const load: PageServerLoad = async ({ locals }) => {
  const { complaints } = locals.services;
  const [outcomes, newest] = await orErrorPage(
    Promise.all([
      complaints.countOutcomes(locals.actor, {}),
      complaints.listComplaints(locals.actor, { limit: NEWEST }),
    ]),
  );
  const sum = (states: readonly string[], what: 'total' | 'late'): number =>
    outcomes.states
      .filter(({ state }) => states.includes(state))
      .reduce((total, one) => total + one[what], 0);
  const waiting = ['in-work', 'answer-draft'];
  return {
    figures: {
      total: outcomes.total,
      confirmed: sum(['confirmed'], 'total'),
      open: sum(waiting, 'total'),
      late: sum(waiting, 'late'),
    },
    newest: newest.complaints,
    now: locals.services.now(),
  };
};
