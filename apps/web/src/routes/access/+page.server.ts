import { waitMap } from '#lib/access/wait-map.ts';
import { ownClinics } from '#lib/server/own-clinics.ts';
import { regionMap } from '#lib/server/region-map.ts';
import { regionZone } from '#lib/server/region-zone.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

const PAGE_clinics = 25;
const AGES = ['adult', 'child'] as const;
const ORDERS = ['wait', 'distance', 'rating', 'together'] as const;

/** Clinics by their wait; specialty, place, start and order stand in the address. */
export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  const { registry, actor } = registryOf(locals);
  const given = (name: string): string | undefined =>
    url.searchParams.get(name)?.trim().slice(0, 40) || undefined;
  const specialty = given('specialty');
  const okrug = given('okrug');
  const district = okrug ? given('district') : undefined;
  const from = given('from');
  const order = ORDERS.find((one) => one === given('order')) ?? (from ? 'together' : 'wait');
  const open = given('open') === 'yes';
  const ages = AGES.find((one) => one === given('ages'));
  const mine = ownClinics(cookies);
  const page = Math.max(1, Math.min(9999, Math.trunc(Number(given('page'))) || 1));
  const [found, okrugs, map] = await orErrorPage(
    Promise.all([
      locals.services.access.listWaits(actor, {
        specialty,
        okrug,
        district,
        from,
        order,
        open,
        ...(ages ? { ages } : {}),
        mine,
        page,
        size: PAGE_clinics,
      }),
      registry.listDistricts(actor, {}),
      regionMap(locals),
    ]),
  );
  const { marks, ...rest } = found;
  const inside = okrugs.find(({ id }) => id === okrug)?.districts.map(({ id }) => id) ?? [];
  const focus = district ? [district] : inside;
  return {
    ...rest,
    okrug,
    district,
    from,
    open,
    askedAges: ages,
    hasOwn: mine.adult !== undefined || mine.child !== undefined,
    okrugs: okrugs.map(({ districts, ...place }) => ({
      ...place,
      districts: place.id === okrug ? districts : [],
    })),
    starts: okrugs.flatMap((place) =>
      place.districts.map(({ id, nameRu, nameEn, label }) => ({
        id,
        nameRu,
        nameEn,
        label,
        okrug: { nameRu: place.nameRu, nameEn: place.nameEn, abbrRu: place.abbrRu },
      })),
    ),
    map: waitMap(map.shapes, marks, focus),
    zone: await regionZone(locals),
    now: locals.services.now(),
  };
};
