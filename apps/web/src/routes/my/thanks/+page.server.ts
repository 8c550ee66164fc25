import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

type Answer = Parameters<App.Locals['services']['thanks']['answerConsent']>[1]['answer'];

/** Thanks about whoever is signed in, with the question of the name, and those that they wrote. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const found = await locals.services.thanks.listOwn(locals.actor, {}).catch(leadFrom(url));
  return { ...found, done: url.searchParams.has('done'), now: locals.services.now() };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const asked = {
      number: textIn(form, 'number'),
      personId: textIn(form, 'person'),
      answer: textIn(form, 'answer') as Answer,
    };
    try {
      await locals.services.thanks.answerConsent(locals.actor, asked, keyIn(form));
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath('/my/thanks?done', locals.locale));
  },
};
