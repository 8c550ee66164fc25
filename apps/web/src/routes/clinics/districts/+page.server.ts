import { orErrorPage, registryOf } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { registry, actor } = registryOf(locals);
  return { okrugs: await orErrorPage(registry.listDistricts(actor, {})) };
};
