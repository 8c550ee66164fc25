import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** The prepared texts that this person may use, and those that they keep. */
export const load: PageServerLoad = async ({ locals, url }) => ({
  ...(await locals.services.desk.listTemplates(locals.actor, {}).catch(leadFrom(url))),
  done: url.searchParams.get('done'),
});
