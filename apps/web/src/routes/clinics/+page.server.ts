import { localizePath } from '@otklik/i18n';
import { clinicMap } from '#lib/clinics/marks.ts';
import { regionMap } from '#lib/server/region-map.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

const PAGE_clinics = 20;

/** The list of clinics: the question and the filters stand in the address. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { registry, actor } = registryOf(locals);
  const given = (name: string): string | undefined =>
    url.searchParams.get(name)?.trim() || undefined;
  const audience = given('audience');
  const filters = {
    q: given('q')?.slice(0, 200),
    okrug: given('okrug'),
    district: given('district'),
    audience: audience === 'adult' || audience === 'child' ? audience : undefined,
  } as const;
  const [found, okrugs, map] = await orErrorPage(
    Promise.all([
      registry.findClinics(actor, {
        ...filters,
        cursor: given('cursor'),
        before: given('before'),
        limit: PAGE_clinics,
      }),
      registry.listDistricts(actor, {}),
      regionMap(locals),
    ]),
  );
  const shown = new Set(found.clinics.map((clinic) => clinic.code));
  const page = Math.max(1, Math.min(9999, Number(given('page')) || 1));
  return {
    ...filters,
    found,
    page,
    pages: Math.max(1, Math.ceil(found.total_count / PAGE_clinics)),
    okrugs: okrugs.map(({ districts, ...okrug }) => ({
      ...okrug,
      districts: okrug.id === filters.okrug ? districts : [],
    })),
    map: clinicMap(
      map.shapes,
      map.points.filter((point) => shown.has(point.code)),
      {
        width: 420,
        height: 440,
        closer: (id) => localizePath(id ? `/districts/${id}` : '/clinics/map'),
      },
    ),
  };
};
