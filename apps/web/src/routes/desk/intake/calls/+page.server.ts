import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whom the hotline calls and writes to today. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return {
    notices: await locals.services.assisted.listNotices(locals.actor, {}).catch(leadFrom(url)),
    done: url.searchParams.has('done'),
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const asked = { noticeId: textIn(form, 'noticeId'), outcome: textIn(form, 'outcome') };
    try {
      await locals.services.assisted.settleNotice(locals.actor, asked as never, keyIn(form));
    } catch (thrown) {
      return refusedForm(thrown, asked);
    }
    redirect(303, localizePath('/desk/intake/calls?done', locals.locale));
  },
};
