import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** What is watched and whether somebody has to act: for administrators of the region. */
export const load: PageServerLoad = async ({ locals, url }) => ({
  alerts: await locals.services.alertsFor(locals.actor).catch(leadFrom(url)),
});
