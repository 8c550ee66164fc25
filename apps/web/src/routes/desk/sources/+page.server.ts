import { leadFrom } from '#lib/server/desk.ts';
import { regionZone } from '#lib/server/region-zone.ts';
import type { PageServerLoad } from './$types';

/** What is wrong with sources of timetables, in words. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const found = await services.access.listSources(actor, {}).catch(leadFrom(url));
  return { ...found, zone: await regionZone(locals), now: services.now() };
};
