import type { PageServerLoad } from './$types';

/** Numbers to call, and nothing else: this page keeps nothing. */
export const load: PageServerLoad = async ({ locals }) => ({
  emergency: (await locals.services.complaints.getLanes(locals.actor, {})).emergency,
});
