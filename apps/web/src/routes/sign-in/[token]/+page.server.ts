import { localizePath } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { leadOn, refusalOf, wordsFor } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import { wayBack } from '#lib/server/way-back.ts';
import { PATH_AFTER } from '#lib/server/where-next.ts';
import type { Actions } from './$types';

// The page itself spends nothing: scanners of mail open links, people press buttons.
export const actions: Actions = {
  default: async ({ request, params, locals, cookies, url }) => {
    const userAgent = request.headers.get('user-agent');
    const link = { token: params.token, userAgent, locale: locals.locale };
    let next;
    try {
      const done = await locals.services.accounts.completeSignIn(locals.actor, link);
      putCookies(cookies, done.setCookies);
      next = done.next;
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      if (refusal?.code === 'link-expired') return fail(410, { is_dead: true, problem: '' });
      const problem = refusal && wordsFor(refusal);
      if (!refusal || !problem) leadOn(thrown);
      return fail(refusal.status, { is_dead: false, problem });
    }
    const usual = localizePath(PATH_AFTER[next], locals.locale);
    // Who must prove more first goes back after that.
    redirect(303, next === 'home' || next === 'desk' ? wayBack(url, cookies, usual) : usual);
  },
};
