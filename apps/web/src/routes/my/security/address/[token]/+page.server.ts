import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import type { Actions } from './$types';

// The page itself spends nothing: scanners of mail open links, people press buttons.
export const actions: Actions = {
  default: async ({ params, locals, cookies }) => {
    try {
      const { token } = params;
      const changed = await locals.services.accounts.confirmAddress(locals.actor, { token });
      putCookies(cookies, changed.setCookies);
    } catch (thrown) {
      return refused(thrown, '', {});
    }
    redirect(303, `${localizePath('/my/security', locals.locale)}?done=address`);
  },
};
