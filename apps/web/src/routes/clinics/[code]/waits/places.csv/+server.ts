import { rushCsv } from '#lib/access/rush.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { RequestHandler } from './$types';

/** The map of places as CSV: `/clinics/…/waits/places.csv?specialty=surgeon`. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const specialty = url.searchParams.get('specialty')?.slice(0, 40) || undefined;
  const asked = { clinic: params.code, ...(specialty ? { specialty } : {}) };
  const { rush } = await orErrorPage(locals.services.access.getClinicReleases(locals.actor, asked));
  return new Response(rushCsv(rush), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="otklik-places.csv"',
      'cache-control': 'no-cache',
    },
  });
};
