import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** How surveys may reach whoever is signed in. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { own } = await locals.services.surveys.getOwnWays(locals.actor, {}).catch(leadFrom(url));
  return { own, isSaved: url.searchParams.has('saved') };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const word = (name: string): string | null => String(form.get(name) ?? '') || null;
    try {
      await locals.services.surveys.chooseWays(locals.actor, {
        ways: form.getAll('ways').map(String) as 'mail'[],
        prefers: word('prefers') as 'mail' | null,
        hours: word('hours') as 'day' | null,
        locale: (word('language') ?? locals.locale) as 'ru',
      });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath('/my/surveys?saved', locals.locale));
  },
};
