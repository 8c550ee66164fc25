import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** Proposals that wait for a moderator. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const cursor = url.searchParams.get('cursor')?.slice(0, 40) || undefined;
  const found = await services.crowd.listWaiting(actor, { cursor }).catch(leadFrom(url));
  return {
    ...found,
    done: url.searchParams.get('done'),
    is_first: cursor === undefined,
    now: services.now(),
  };
};
