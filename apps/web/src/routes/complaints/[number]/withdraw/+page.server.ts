import { localizePath } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { pressedProblem, reportPressed } from '#lib/server/author-safeguards.ts';
import { loadCase } from '#lib/server/case-page.ts';
import { keepWords } from '#lib/server/ended-session.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Asks once more before a case is taken back; whoever may not is led to the case itself. */
export const load: PageServerLoad = async (event) => {
  const { case: view } = await loadCase(event);
  if (!view.can.includes('withdraw') && !view.can.includes('withdraw-unpublished')) {
    if (event.locals.actor.kind === 'visitor') keepWords(401, 'sign-in-required');
    else keepWords(409, 'changed-meanwhile');
    redirect(303, localizePath(`/complaints/${view.number}`, event.locals.locale));
  }
  return {
    number: view.number,
    version: view.version,
    is_published: view.publishedAt !== null,
  };
};

export const actions: Actions = {
  default: async ({ request, params, locals }) => {
    const { form, is_cut } = await formOrWords(request);
    const version = Number(form.get('version')) || undefined;
    const text = (name: string): string => textIn(form, name);
    const typed = { pressed: text('pressed'), pressedWords: text('pressedWords') };
    if (is_cut) return tooLong(typed);
    const problem = pressedProblem(typed);
    if (problem) return fail(422, { problems: [problem], typed });
    try {
      await reportPressed(locals, params.number, 'withdrawal', typed);
      await locals.services.cases.withdrawCase(
        locals.actor,
        { number: params.number, version },
        keyIn(form),
      );
    } catch (thrown) {
      return refusedForm(thrown, typed);
    }
    redirect(303, localizePath(`/complaints/${params.number}?done=withdrawn`, locals.locale));
  },
};
