import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Answers to erased messages: a moderator cuts what tells of the author, and lets them out again. */
export const load: PageServerLoad = async ({ locals, url }) => ({
  answers: await locals.services.complaints
    .listHiddenAnswers(locals.actor, {})
    .catch(leadFrom(url)),
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { form, is_cut } = await formOrWords(request);
    const typed = { answer: textIn(form, 'answer'), marked: textIn(form, 'marked') };
    if (is_cut) return tooLong(typed);
    try {
      await locals.services.complaints.releaseAnswer(locals.actor, {
        number: textIn(form, 'number'),
        answerId: typed.answer,
        marked: typed.marked,
      });
    } catch (thrown) {
      return refusedForm(thrown, typed);
    }
    redirect(303, localizePath('/desk/erased', locals.locale));
  },
};
