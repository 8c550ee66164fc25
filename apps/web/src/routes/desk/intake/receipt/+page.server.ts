import { leadFrom } from '#lib/server/desk.ts';
import { takenOf } from '#lib/server/intake-cookie.ts';
import type { PageServerLoad } from './$types';

/** The sheet for the author, in this browser alone and for a few minutes. */
export const load: PageServerLoad = async ({ cookies, locals, url, setHeaders }) => {
  await locals.services.assisted.myIntake(locals.actor, {}).catch(leadFrom(url));
  setHeaders({ 'cache-control': 'no-store' });
  return { taken: takenOf(cookies) };
};
