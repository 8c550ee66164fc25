import { leadFrom } from '#lib/server/desk.ts';
import { regionZone } from '#lib/server/region-zone.ts';
import type { PageServerLoad } from './$types';

/** Where norms of waiting are broken, for who answers for them. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const specialty = url.searchParams.get('specialty')?.slice(0, 60) || undefined;
  const page = Math.max(1, Math.min(9999, Math.trunc(Number(url.searchParams.get('page'))) || 1));
  const found = await services.waitNorms
    .reviewWaits(actor, { page, specialty })
    .catch(leadFrom(url));
  return { ...found, specialty, zone: await regionZone(locals), now: services.now() };
};
