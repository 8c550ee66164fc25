import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** Published answers that a clinic wants to mend or to add to: each waits for a moderator. */
export const load: PageServerLoad = async ({ locals, url }) => ({
  changes: await locals.services.cases.listAnswerChanges(locals.actor, {}).catch(leadFrom(url)),
});
