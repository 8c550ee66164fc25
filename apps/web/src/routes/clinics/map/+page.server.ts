import { localizePath } from '@otklik/i18n';
import { error } from '@sveltejs/kit';
import { clinicMap } from '#lib/clinics/marks.ts';
import { regionMap } from '#lib/server/region-map.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** The whole region, or one okrug closer: `?okrug=cao`. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { registry, actor } = registryOf(locals);
  const [okrugs, map] = await orErrorPage(
    Promise.all([registry.listDistricts(actor, {}), regionMap(locals)]),
  );
  const id = url.searchParams.get('okrug') || undefined;
  const okrug = okrugs.find((place) => place.id === id);
  if (id && !okrug) error(404, 'not-found');
  const inside = new Set(
    (okrug ? [okrug] : okrugs).flatMap((place) => place.districts.map((district) => district.id)),
  );
  const clinics = map.points.filter((point) => point.districtId && inside.has(point.districtId));
  const shaped = map.shapes.filter((shape) => inside.has(shape.id));
  const okrugOfDistrict = new Map(
    okrugs.flatMap((place) => place.districts.map((district) => [district.id, place.id])),
  );
  return {
    okrugs: okrugs.map(({ districts: _districts, ...place }) => place),
    okrug: okrug ? { id: okrug.id, nameRu: okrug.nameRu, nameEn: okrug.nameEn } : null,
    groups: (okrug ? [okrug] : okrugs)
      .flatMap((place) => place.districts)
      .map((district) => ({
        ...district,
        clinics: clinics.filter((clinic) => clinic.districtId === district.id),
      }))
      .filter((district) => district.clinics.length > 0),
    map: clinicMap(map.shapes, clinics, {
      width: 720,
      height: 640,
      ...(okrug && shaped.length > 0 ? { focus: inside } : {}),
      with_links: true,
      closer: (district) =>
        localizePath(
          okrug
            ? `/districts/${district}`
            : `/clinics/map?okrug=${okrugOfDistrict.get(district ?? '')}`,
        ),
    }),
  };
};
