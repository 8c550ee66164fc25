import { drawMap } from '#lib/map/draw-map.ts';
import { ownClinics } from '#lib/server/own-clinics.ts';
import { regionMap } from '#lib/server/region-map.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

const SHOWN_cases = 5;
const SHOWN_thanks = 3;
const SHOWN_systemic = 3;

/** A clinic's page: what is known of it, and what its patients write. */
export const load: PageServerLoad = async ({ locals, params, cookies }) => {
  const { registry, actor } = registryOf(locals);
  const clinic = await orErrorPage(registry.getClinic(actor, { code: params.code }));
  const { complaints, cases: engine, now } = locals.services;
  const [newest, outcomes, promises, thanks, systemic, survey, { waits }, attachment] =
    await orErrorPage(
      Promise.all([
        complaints.listComplaints(actor, { clinic: clinic.code, limit: SHOWN_cases }),
        complaints.countOutcomes(actor, { clinic: clinic.code }),
        engine.countPromises(actor, { clinic: clinic.code }),
        locals.services.thanks.listThanks(actor, { clinic: clinic.code, limit: SHOWN_thanks }),
        locals.services.systemic.listSystemic(actor, {
          clinic: clinic.code,
          limit: SHOWN_systemic,
        }),
        locals.services.surveyAnswers.getPlaceResults(actor, {
          place: clinic.code,
          locale: locals.locale,
        }),
        locals.services.access.getClinicWaits(actor, { clinic: clinic.code }),
        locals.services.attachment.getAdmission(actor, {
          clinic: clinic.code,
          mine: ownClinics(cookies),
        }),
      ]),
    );
  const count = (...states: string[]): number =>
    outcomes.states
      .filter(({ state }) => states.includes(state))
      .reduce((sum, { total }) => sum + total, 0);
  const cases = {
    newest: newest.complaints,
    total: outcomes.total,
    confirmed: count('confirmed'),
    open: count('in-work', 'answer-draft'),
    signs: outcomes.signs,
    now: now(),
  };
  const { lat, lng } = clinic;
  if (lat === null || lng === null)
    return { clinic, cases, promises, thanks, systemic, survey, waits, attachment, map: null };
  const { shapes } = await orErrorPage(regionMap(locals));
  const drawing = drawMap(shapes, [{ lat, lng }], { width: 420, height: 420 });
  const mark = drawing.marks[0];
  return {
    clinic,
    cases,
    promises,
    thanks,
    systemic,
    survey,
    waits,
    attachment,
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
