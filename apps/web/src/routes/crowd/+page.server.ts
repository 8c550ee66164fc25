import type { PageServerLoad } from './$types';

/** All projects: where people propose now, what is coming, and what is over. */
export const load: PageServerLoad = async ({ locals }) => ({
  projects: await locals.services.crowd.listProjects(locals.actor, {}),
});
