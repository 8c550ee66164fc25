import { loadBatch } from '#lib/server/paper.ts';
import type { PageServerLoad } from './$types';

/** The form on paper: one sheet after another, each with its number. */
export const load: PageServerLoad = async ({ locals, url, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return loadBatch({ locals, url }, params.batch);
};
