import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** The pilots of the region, and which of them wait for somebody. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  return services.pilots.listPilots(actor, {}).catch(leadFrom(url));
};
