import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { loadCase } from '#lib/server/case-page.ts';
import { dropFollow, dropSent } from '#lib/server/complaint-cookies.ts';
import { refusedErasure } from '#lib/server/own-data.ts';
import type { Actions, PageServerLoad } from './$types';

/** Explains an erasure and asks; whoever is not the author is led to the case itself. */
export const load: PageServerLoad = async (event) => {
  const { case: view } = await loadCase(event);
  if (view.audience !== 'author')
    redirect(303, localizePath(`/complaints/${view.number}`, event.locals.locale));
  return { number: view.number, is_open: view.next !== null };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, params, locals } = event;
    const agreed = (await request.formData()).get('agreed');
    let erased;
    try {
      erased = await locals.services.complaints.eraseOwnComplaint(locals.actor, {
        number: params.number,
        agreed: agreed as 'erase',
      });
    } catch (thrown) {
      return refusedErasure(thrown);
    }
    const is_receipt = locals.actor.kind === 'receipt';
    dropSent(event);
    if (is_receipt) dropFollow(event);
    const next = erased.isPublic
      ? `/complaints/${params.number}?done=erased`
      : is_receipt
        ? '/follow?forgotten'
        : '/my';
    redirect(303, localizePath(next, locals.locale));
  },
};
