import { nameOf } from '#lib/clinics/names.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** Public systemic cases, of all clinics or of one. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { services, actor } = locals;
  const clinic = url.searchParams.get('clinic')?.slice(0, 80) || undefined;
  const district = url.searchParams.get('district')?.slice(0, 40) || undefined;
  const page = Math.min(500, Math.max(1, Math.trunc(Number(url.searchParams.get('page')) || 1)));
  const asked = { ...(clinic ? { clinic } : {}), ...(district ? { district } : {}) };
  const found = await orErrorPage(services.systemic.listSystemic(actor, { ...asked, page }));
  const of = clinic
    ? await orErrorPage(services.registry.getClinic(actor, { code: clinic }))
    : null;
  return {
    ...found,
    clinic: of && { code: of.code, name: nameOf(of) },
    query: new URLSearchParams(asked).toString(),
    now: services.now(),
  };
};
