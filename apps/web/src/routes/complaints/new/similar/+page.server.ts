import { localizePath } from '@otklik/i18n';
import { isRedirect, redirect } from '@sveltejs/kit';
import { nextPath } from '#lib/complaints/steps.ts';
import { filer } from '#lib/server/complaint-cookies.ts';
import { draftInProgress } from '#lib/server/complaint-draft.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { similarTo } from '#lib/server/similar.ts';
import { joinCase } from '#lib/server/supports.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals } = event;
  const { content } = await draftInProgress(event);
  const next = nextPath('details', filer(locals.actor).kind === 'person', false);
  const similar = await similarTo(locals, content);
  if (similar.length === 0) redirect(303, localizePath(next, locals.locale));
  const is_followed = event.url.searchParams.has('followed');
  return { similar, next, is_followed, now: locals.services.now() };
};

export const actions: Actions = {
  /** The form stays as it is: who changes the mind goes on writing. */
  support: async ({ request, locals }) => {
    const number = String((await request.formData()).get('number') ?? '');
    if (!/^[\d-]{5,20}$/.test(number))
      redirect(303, localizePath('/complaints/new/similar', locals.locale));
    try {
      await joinCase(locals, number);
    } catch (thrown) {
      if (isRedirect(thrown)) throw thrown;
      return refusedForm(thrown, {});
    }
  },
};
