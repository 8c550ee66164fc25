import { isAppError } from '@otklik/kernel';
import { error } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** The author's proof of filing, on a page to print; without one the page says why. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  if (!/^[\d-]{5,20}$/.test(params.number)) error(404, 'not-found');
  const proof = await locals.services.complaints
    .getFilingProof(locals.actor, { number: params.number })
    .catch((thrown: unknown) => {
      if (isAppError(thrown) && thrown.code === 'not-found' && thrown.data['kind'] === 'filing')
        return null;
      return leadFrom(url)(thrown);
    });
  return { number: params.number, proof };
};
