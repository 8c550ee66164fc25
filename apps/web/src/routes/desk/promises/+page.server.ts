import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

const WHICH = ['overdue', 'open', 'reported', 'all'] as const;
const isWhich = (name: string | null): name is (typeof WHICH)[number] =>
  WHICH.some((one) => one === name);

/** What clinics have promised, for those who keep it and those above them; the overdue ones first. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams.get('which');
  const which = isWhich(asked) ? asked : 'overdue';
  return locals.services.cases
    .listPromises(locals.actor, { which, limit: 200 })
    .catch(leadFrom(url));
};
