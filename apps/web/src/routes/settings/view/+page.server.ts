import { localizePath, withoutLocale } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { returnPath } from '#lib/return-path.ts';
import { formatView, parseView, readView, view_cookie } from '#lib/view.ts';
import { cookieOptions } from '#lib/server/cookie-options.ts';
import type { Actions, PageServerLoad } from './$types';

const year_s = 365 * 24 * 60 * 60;

export const load: PageServerLoad = ({ locals, url }) => ({
  view: locals.view,
  back: returnPath(url.searchParams.get('back'), url.origin, localizePath('/')),
  is_saved: url.searchParams.has('saved'),
});

export const actions: Actions = {
  default: async ({ request, cookies, url, locals }) => {
    const form = await request.formData();
    const view = form.has('reset') ? parseView('') : readView(form);
    cookies.set(view_cookie, formatView(view), {
      path: '/',
      maxAge: year_s,
      ...cookieOptions(url),
    });
    const home = localizePath('/', locals.locale);
    const back = returnPath(form.get('back'), url.origin, home);
    // Back to this very page would look as if nothing had happened.
    const is_here = withoutLocale(back).startsWith('/settings/view');
    redirect(303, is_here ? `${localizePath('/settings/view', locals.locale)}?saved` : back);
  },
};
