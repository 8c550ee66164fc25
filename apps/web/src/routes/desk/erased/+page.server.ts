import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Answers to erased messages: a moderator cuts what tells of the author, and lets them out again. */
export const load: PageServerLoad = async ({ locals, url }) => ({
  answers: await locals.services.complaints
    .listHiddenAnswers(locals.actor, {})
    .catch(leadFrom(url)),
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').replace(/\r\n?/g, '\n');
    try {
      await locals.services.complaints.releaseAnswer(locals.actor, {
        number: text('number'),
        answerId: text('answer'),
        marked: text('marked'),
      });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath('/desk/erased', locals.locale));
  },
};
