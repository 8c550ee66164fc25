import type { PageServerLoad } from './$types';

/** The pilots of the region and who takes part. */
export const load: PageServerLoad = async ({ locals }) => {
  const { actor, services } = locals;
  return services.pilots.listPublic(actor, {});
};
