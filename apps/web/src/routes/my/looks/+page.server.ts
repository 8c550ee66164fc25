import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** Who opened the closed part of one's own cases; for an account and for a receipt. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const after = url.searchParams.get('after');
  const found = await locals.services.complaints
    .listLooks(locals.actor, after === null ? {} : { after })
    .catch(leadFrom(url));
  return { ...found, now: locals.services.now() };
};
