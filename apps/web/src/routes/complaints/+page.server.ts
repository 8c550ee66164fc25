import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

const outcomes = [
  'open',
  'late',
  'answered',
  'confirmed',
  'partly',
  'disputed',
  'silent',
  'closed',
] as const;

/** Published complaints; the question, the filters and the page stand in the address. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { complaints, registry } = locals.services;
  const given = (name: string): string | undefined =>
    url.searchParams.get(name)?.trim().slice(0, 200) || undefined;
  const asked = {
    q: given('q'),
    clinic: given('clinic'),
    okrug: given('okrug'),
    district: given('district'),
    topic: given('topic'),
    outcome: outcomes.find((one) => one === given('outcome')),
  };
  const { okrug, district, ...filters } = asked;
  const page = Math.floor(Number(given('page') ?? 1)) || 1;
  const [found, topics, okrugs] = await orErrorPage(
    Promise.all([
      complaints.listComplaints(locals.actor, { ...filters, district: district ?? okrug, page }),
      complaints.listTopics(locals.actor, {}),
      registry.listDistricts(locals.actor, {}),
    ]),
  );
  return {
    asked,
    found: {
      ...found,
      clinic: found.clinic && { nameRu: found.clinic.nameRu, nameEn: found.clinic.nameEn },
    },
    topics: topics.map(({ code, ru, en }) => ({ code, ru, en })),
    okrugs: okrugs.map(({ districts, ...place }) => ({
      ...place,
      districts: place.id === okrug ? districts : [],
    })),
    now: locals.services.now(),
  };
};
