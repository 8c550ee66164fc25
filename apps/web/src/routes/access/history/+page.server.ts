import { error } from '@sveltejs/kit';
import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** How waits were in the whole region, an okrug or a district: 30 days and three years. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { registry, actor } = registryOf(locals);
  const given = (name: string): string | undefined =>
    url.searchParams.get(name)?.trim().slice(0, 40) || undefined;
  const [place, specialty] = [given('place'), given('specialty') ?? 'therapist'];
  const [found, okrugs, { specialties }] = await orErrorPage(
    Promise.all([
      locals.services.access.getPlaceWaits(actor, { place, specialty }),
      registry.listDistricts(actor, {}),
      locals.services.access.listTold(actor, {}),
    ]),
  );
  const okrug = okrugs.find(({ id }) => id === place);
  const within = okrugs.find(({ districts }) => districts.some(({ id }) => id === place));
  const district = within?.districts.find(({ id }) => id === place);
  if (place && !okrug && !district) error(404);
  return {
    ...found,
    specialty,
    specialties,
    okrugs: okrugs.filter(({ clinics_count }) => clinics_count > 0),
    place: district ?? okrug ?? null,
    okrug: okrug ?? within ?? null,
  };
};
