import { reportHere } from '#lib/server/report-place.ts';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

/** A clinic's waits now and day by day. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { registry, actor } = registryOf(locals);
  const specialty = url.searchParams.get('specialty')?.slice(0, 40) || undefined;
  const asked = { clinic: params.code, ...(specialty ? { specialty } : {}) };
  const [clinic, found, intake] = await orErrorPage(
    Promise.all([
      registry.getClinic(actor, { code: params.code }),
      locals.services.access.getClinicWaits(actor, asked),
      locals.services.access.getClinicIntake(actor, { clinic: params.code }),
    ]),
  );
  const reported = url.searchParams.has('reported');
  return { ...found, intake, reported, zone: clinic.zone, now: locals.services.now() };
};

export const actions: Actions = { report: reportHere };
