import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** What whoever is signed in has proposed to crowd projects. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return {
    proposals: await locals.services.crowd.listOwn(locals.actor, {}).catch(leadFrom(url)),
    now: locals.services.now(),
  };
};
