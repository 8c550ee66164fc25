import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** A letter for paper, or the words of a call. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return {
    letter: await locals.services.assisted
      .printLetter(locals.actor, { noticeId: params.id })
      .catch(leadFrom(url)),
  };
};
