import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** A clinic's waits now and day by day. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { registry, actor } = registryOf(locals);
  const specialty = url.searchParams.get('specialty')?.slice(0, 40) || undefined;
  const asked = { clinic: params.code, ...(specialty ? { specialty } : {}) };
  const [clinic, found] = await orErrorPage(
    Promise.all([
      registry.getClinic(actor, { code: params.code }),
      locals.services.access.getClinicWaits(actor, asked),
    ]),
  );
  return { ...found, zone: clinic.zone, now: locals.services.now() };
};
