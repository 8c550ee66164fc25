import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadOn, refusalOf, refused } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import { PATH_AFTER } from '#lib/server/where-next.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
  const { token } = params;
  try {
    const offer = await locals.services.accounts.lookAtInvitation(locals.actor, { token });
    return { offer, now: locals.services.now() };
  } catch (thrown) {
    if (refusalOf(thrown)?.code !== 'link-expired') leadOn(thrown);
    return { offer: null, now: locals.services.now() };
  }
};

export const actions: Actions = {
  default: async ({ request, params, locals, cookies }) => {
    const userAgent = request.headers.get('user-agent');
    const link = { token: params.token, userAgent };
    let next;
    try {
      const done = await locals.services.accounts.acceptInvitation(locals.actor, link);
      putCookies(cookies, done.setCookies);
      next = done.next;
    } catch (thrown) {
      // The page, loaded again, says that the invitation is over.
      if (refusalOf(thrown)?.code === 'link-expired') return { field: '', problem: '' };
      return refused(thrown, '', {});
    }
    redirect(303, localizePath(PATH_AFTER[next], locals.locale));
  },
};
