import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** Who has how much, and how each district stands. */
export const load: PageServerLoad = async ({ locals, url }) => ({
  board: await locals.services.desk.showBoard(locals.actor, {}).catch(leadFrom(url)),
});
