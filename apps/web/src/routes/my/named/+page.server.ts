import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The messages that are about whoever is signed in, and the explanation to the clinic. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const found = await locals.services.namedStaff.listOwn(locals.actor, {}).catch(leadFrom(url));
  return { ...found, done: url.searchParams.has('done'), now: locals.services.now() };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const { form, is_cut } = await formOrWords(request);
    const number = textIn(form, 'number');
    const postId = textIn(form, 'post');
    const text = textIn(form, 'text');
    const typed = { number, postId, text };
    if (is_cut) return tooLong(typed);
    try {
      const said = { number, text, ...(postId ? { postId } : {}) };
      await locals.services.namedStaff.explain(locals.actor, said, keyIn(form));
    } catch (thrown) {
      if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
      const control = { label: m.confidence_own_text(), field: `text-${number}-${postId}` };
      return refusedForm(thrown, typed, { text: control });
    }
    redirect(303, localizePath('/my/named?done', locals.locale));
  },
};
