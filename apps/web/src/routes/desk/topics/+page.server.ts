import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  ...(await locals.services.complaints.listTopicRegistry(locals.actor, {}).catch(leadFrom(url))),
  now: locals.services.now(),
});
