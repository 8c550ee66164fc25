import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** What looks unlikely about answers and reports, and sealed answers that do not open. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const found = await services.surveyResults.listSignals(actor, {}).catch(leadFrom(url));
  // Of the whole region: for whoever answers for all of it.
  const boxes = await services.surveyAnswers.countSetAside(actor, {}).catch((refusal: unknown) => {
    if (isAppError(refusal) && refusal.code === 'forbidden') return null;
    throw refusal;
  });
  return { found, boxes, isSaved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const typed = typedOf(await request.formData());
    const { key = '', found = '', words = '' } = typed;
    try {
      await locals.services.surveyResults.checkSignal(locals.actor, {
        key,
        found: found as 'explained',
        words,
      });
    } catch (thrown) {
      return refusedForm(thrown, typed);
    }
    redirect(303, localizePath('/desk/surveys/signals?saved', locals.locale));
  },
};
