import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** When places of a clinic's specialty appear, and the chances of one sooner than the first. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const specialty = url.searchParams.get('specialty')?.slice(0, 40) || undefined;
  const asked = { clinic: params.code, ...(specialty ? { specialty } : {}) };
  return orErrorPage(locals.services.access.getClinicReleases(locals.actor, asked));
};
