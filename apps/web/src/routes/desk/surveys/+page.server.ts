import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** How asking goes at the places that the reader reaches. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  return services.surveys.listDesk(actor, {}).catch(leadFrom(url));
};
