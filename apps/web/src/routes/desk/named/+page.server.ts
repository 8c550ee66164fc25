import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** Whom the head of a clinic is to tell that a message is about them. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const people = await services.namedStaff.listToTell(actor, {}).catch(leadFrom(url));
  return { people, now: services.now() };
};
