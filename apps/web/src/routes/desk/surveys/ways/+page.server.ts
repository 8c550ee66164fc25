import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** By which ways people were asked and answered at the places that the reader reaches. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const page = Math.min(1000, Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1));
  const found = await locals.services.surveyResults
    .listWays(locals.actor, { page })
    .catch(leadFrom(url));
  return { found };
};
