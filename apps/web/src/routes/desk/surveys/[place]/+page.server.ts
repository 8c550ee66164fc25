import { leadFrom } from '#lib/server/desk.ts';
import { monthsIn } from '#lib/surveys/results/asked-months.ts';
import type { PageServerLoad } from './$types';

/** The dashboard of a place: what everybody sees, how asking goes, and of which batch it is. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services, locale } = locals;
  const months = monthsIn(url);
  const results = await services.surveyResults
    .getDeskPlace(actor, { place: params.place, locale, months })
    .catch(leadFrom(url));
  return { results, months };
};
