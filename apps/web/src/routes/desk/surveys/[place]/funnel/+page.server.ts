import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** Where answers of a place are lost, step by step. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services, locale } = locals;
  return services.surveyResults
    .getFunnel(actor, { place: params.place, locale })
    .catch(leadFrom(url));
};
