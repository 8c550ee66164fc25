import { error } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** An appeal under the law that stands by itself, for its author. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  const found = await services.complaints
    .getAppeal(actor, { number: params.number })
    .catch(leadFrom(url));
  if (found.audience !== 'author') error(404, 'not-found');
  return { found, now: services.now(), done: url.searchParams.has('done') };
};
