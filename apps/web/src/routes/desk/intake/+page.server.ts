import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** Where a clerk begins. */
export const load: PageServerLoad = async ({ locals, url }) => ({
  ...(await locals.services.assisted.myIntake(locals.actor, {}).catch(leadFrom(url))),
  confirmed: url.searchParams.get('confirmed')?.slice(0, 20) ?? null,
});
