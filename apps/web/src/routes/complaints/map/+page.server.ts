import { localizePath, m } from '@otklik/i18n';
import { error } from '@sveltejs/kit';
import { nameOf } from '#lib/clinics/names.ts';
import { drawMap } from '#lib/map/draw-map.ts';
import { regionMap } from '#lib/server/region-map.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** How many published complaints each district's clinics have: the region, or one okrug closer. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { complaints, registry } = locals.services;
  const [counts, okrugs, map] = await orErrorPage(
    Promise.all([
      complaints.countByDistrict(locals.actor, {}),
      registry.listDistricts(locals.actor, {}),
      regionMap(locals),
    ]),
  );
  const id = url.searchParams.get('okrug') || undefined;
  const okrug = okrugs.find((place) => place.id === id);
  if (id && !okrug) error(404, 'not-found');
  const count_of = new Map(counts.map((count) => [count.districtId, count]));
  const shown = (okrug ? [okrug] : okrugs).flatMap((place) => place.districts);
  const counted = shown.flatMap((place) => {
    const count = count_of.get(place.id);
    return count ? [{ place, count }] : [];
  });
  const listOf = (district: string): string =>
    localizePath(
      `/complaints?okrug=${shown.find((place) => place.id === district)?.parentId ?? ''}&district=${district}`,
    );
  const placed = counted.flatMap(({ place, count }) =>
    place.label ? [{ ...place.label, place, count }] : [],
  );
  const focus = new Set(okrug ? shown.map((place) => place.id) : []);
  const has_focus = map.shapes.some((shape) => focus.has(shape.id));
  const drawing = drawMap(map.shapes, placed, {
    width: 720,
    height: 640,
    ...(has_focus ? { focus } : {}),
  });
  const names = new Map(map.shapes.map((shape) => [shape.id, nameOf(shape)]));
  return {
    okrugs: okrugs.map(({ districts: _, ...place }) => place),
    okrug: okrug ? { id: okrug.id, nameRu: okrug.nameRu, nameEn: okrug.nameEn } : null,
    rows: counted
      .toSorted((a, b) => b.count.total - a.count.total)
      .map(({ place, count }) => ({
        district: { text: nameOf(place), href: listOf(place.id) },
        total: count.total,
        open: count.open,
        confirmed: count.confirmed,
      })),
    map: {
      width: drawing.width,
      height: drawing.height,
      shapes: drawing.shapes.map((shape) => ({
        ...shape,
        name: names.get(shape.id) ?? '',
        href: listOf(shape.id),
      })),
      points: drawing.marks.map(({ x, y, places }) => {
        const first = places[0]!;
        const count = places.reduce((sum, one) => sum + one.count.total, 0);
        const district = nameOf(first.place);
        const is_one = places.length === 1 || okrug !== undefined;
        return {
          x,
          y,
          count,
          name: (is_one ? m.complaints_map_mark : m.complaints_map_mark_several)({
            district,
            count,
          }),
          href: is_one
            ? listOf(first.place.id)
            : localizePath(`/complaints/map?okrug=${first.place.parentId ?? ''}`),
        };
      }),
    },
  };
};
