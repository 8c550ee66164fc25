import { localizePath } from '@otklik/i18n';
import { clinicMap } from '#lib/clinics/marks.ts';
import { regionMap } from '#lib/server/region-map.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** An okrug or a district: one kind of page, since both are places people look in. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { registry, actor } = registryOf(locals);
  const district = await orErrorPage(registry.getDistrict(actor, { id: params.id }));
  const { id } = district.place;
  const where = district.kind === 'okrug' ? { okrug: id } : { district: id };
  const [found, map] = await orErrorPage(
    Promise.all([registry.findClinics(actor, { ...where, limit: 100 }), regionMap(locals)]),
  );
  const inside = new Set(
    district.kind === 'okrug' ? district.districts.map((place) => place.id) : [id],
  );
  const has_shape = map.shapes.some((shape) => inside.has(shape.id));
  return {
    ...district,
    found,
    map: has_shape
      ? clinicMap(
          map.shapes,
          map.points.filter((point) => point.districtId && inside.has(point.districtId)),
          {
            width: 420,
            height: 400,
            focus: inside,
            ...(district.kind === 'district' ? { selected: id } : {}),
            closer: (district_id) => localizePath(`/districts/${district_id ?? id}`),
          },
        )
      : null,
  };
};
