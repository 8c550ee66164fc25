import { regionZone } from '#lib/server/region-zone.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** Clinics by their wait; specialty and place stand in the address. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { registry, actor } = registryOf(locals);
  const given = (name: string): string | undefined =>
    url.searchParams.get(name)?.trim().slice(0, 40) || undefined;
  const specialty = given('specialty');
  const okrug = given('okrug');
  const district = okrug ? given('district') : undefined;
  const [found, okrugs] = await orErrorPage(
    Promise.all([
      locals.services.access.listWaits(actor, { specialty, okrug, district }),
      registry.listDistricts(actor, {}),
    ]),
  );
  return {
    ...found,
    okrug,
    district,
    okrugs: okrugs.map(({ districts, ...place }) => ({
      ...place,
      districts: place.id === okrug ? districts : [],
    })),
    zone: await regionZone(locals),
    now: locals.services.now(),
  };
};
