import { drawMap } from '#lib/map/draw-map.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** A clinic's page. Its cases come from the module of cases, into the slot `ClinicCases`. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { registry, actor } = registryOf(locals);
  const clinic = await orErrorPage(registry.getClinic(actor, { code: params.code }));
  const { lat, lng } = clinic;
  if (lat === null || lng === null) return { clinic, map: null };
  const { shapes } = await orErrorPage(registry.map(actor, {}));
  const drawing = drawMap(shapes, [{ lat, lng }], { width: 420, height: 420 });
  const mark = drawing.marks[0];
  return {
    clinic,
    map: {
      width: drawing.width,
      height: drawing.height,
      shapes: drawing.shapes.map((shape) => ({
        ...shape,
        is_selected: shape.id === clinic.districtId,
      })),
      at: mark ? { x: mark.x, y: mark.y } : null,
    },
  };
};
