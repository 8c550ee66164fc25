import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import { wayBack } from '#lib/server/way-back.ts';
import type { Actions } from './$types';

// The page itself spends nothing: scanners of mail open links, people press buttons.
export const actions: Actions = {
  default: async ({ params, locals, cookies, url }) => {
    try {
      const { token } = params;
      const done = await locals.services.accounts.confirmStepUp(locals.actor, { token });
      putCookies(cookies, done.setCookies);
    } catch (thrown) {
      return refused(thrown, '', {});
    }
    redirect(303, wayBack(url, cookies, localizePath('/my', locals.locale)));
  },
};
