import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { loadCase } from '#lib/server/case-page.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Asks once more before a case is taken back; whoever may not is led to the case itself. */
export const load: PageServerLoad = async (event) => {
  const { case: view } = await loadCase(event);
  if (!view.can.includes('withdraw') && !view.can.includes('withdraw-unpublished'))
    redirect(303, localizePath(`/complaints/${view.number}`, event.locals.locale));
  return {
    number: view.number,
    version: view.version,
    is_published: view.publishedAt !== null,
  };
};

export const actions: Actions = {
  default: async ({ request, params, locals }) => {
    const version = Number((await request.formData()).get('version')) || undefined;
    try {
      await locals.services.cases.withdrawCase(locals.actor, { number: params.number, version });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath(`/complaints/${params.number}?done=withdrawn`, locals.locale));
  },
};
