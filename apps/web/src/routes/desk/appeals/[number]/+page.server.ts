import { error } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { loneAppealActions } from '#lib/server/lone-appeal.ts';
import type { Actions, PageServerLoad } from './$types';

/** An appeal under the law that stands by itself, for those who decide about it. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { services, actor } = locals;
  const found = await services.complaints
    .getAppeal(actor, { number: params.number })
    .catch(leadFrom(url));
  // Its author has a page of their own.
  if (found.audience !== 'staff') error(404, 'not-found');
  return { found, now: services.now(), done: url.searchParams.has('done') };
};

export const actions: Actions = loneAppealActions;
