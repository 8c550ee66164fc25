import { leadFrom } from '#lib/server/desk.ts';
import { monthsIn } from '#lib/surveys/results/asked-months.ts';
import type { PageServerLoad } from './$types';

const SECTORS = [
  'health',
  'kindergarten',
  'school',
  'social',
  'rehabilitation',
  'sport',
  'culture',
];

/** Places that the reader reaches, compared. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services, locale } = locals;
  const months = monthsIn(url);
  const asked = url.searchParams.get('sector') ?? 'health';
  const sector = SECTORS.includes(asked) ? asked : 'health';
  const item = url.searchParams.get('item') || undefined;
  const found = await services.surveyResults
    .comparePlaces(actor, { sector, locale, months, ...(item ? { item } : {}) })
    .catch(leadFrom(url));
  return { found, months, sector, item: item ?? '' };
};
