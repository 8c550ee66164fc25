import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** The person's letter box: what waits for them, and what became of what they wrote. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, services } = locals;
  const cases = await services.complaints.listMyComplaints(actor, {}).catch(leadFrom(url));
  const { method, assurance } = await services.accounts.myWaysIn(actor, {});
  const named = await services.namedStaff.listOwn(actor, {});
  return {
    /** The account of somebody whom messages can name. */
    is_named: named.posts > 0,
    sign_in: { method, assurance },
    waiting: cases
      .filter((one) => one.state === 'answered')
      .sort((a, b) => (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity)),
    cases,
    appeals: await services.complaints.listMyAppeals(actor, {}),
    supports: await services.cases.listOwnSupports(actor, {}),
    now: services.now(),
  };
};
