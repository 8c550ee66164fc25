import type { PageServerLoad } from './$types';

/** Values that were published officially, each by the method of its day. */
export const load: PageServerLoad = async ({ locals }) => ({
  values: await locals.services.access.listPublished(locals.actor, {}),
});
