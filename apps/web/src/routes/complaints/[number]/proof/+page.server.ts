import { error } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** The author's proofs of filing, one a sending, on a page to print; without one the page says why. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  if (!/^[\d-]{5,20}$/.test(params.number)) error(404, 'not-found');
  const { proofs } = await locals.services.complaints
    .listFilingProofs(locals.actor, { number: params.number })
    .catch(leadFrom(url));
  return { number: params.number, proofs };
};
