import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

const WHICH = ['open', 'overdue', 'closed'] as const;
const isWhich = (name: string | null): name is (typeof WHICH)[number] =>
  WHICH.some((one) => one === name);

/** Appeals under 59-FZ, for the coordinators who register and answer them. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams.get('which');
  const { services, actor } = locals;
  const list = await services.complaints
    .listAppeals(actor, { which: isWhich(asked) ? asked : 'open', limit: 200 })
    .catch(leadFrom(url));
  return { ...list, now: services.now() };
};
