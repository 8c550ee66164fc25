import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import { wayBack } from '#lib/server/way-back.ts';
import { PATH_AFTER } from '#lib/server/where-next.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const credential = (await request.formData()).get('credential');
    const { actor, locale, services } = locals;
    let next;
    try {
      const done = await services.accounts.usePasskey(actor, {
        credential: typeof credential === 'string' ? credential : '',
        userAgent: request.headers.get('user-agent'),
      });
      putCookies(cookies, done.setCookies);
      next = done.next;
    } catch (thrown) {
      return refused(thrown, '', {}, m.accounts_passkey_failed());
    }
    const isStaff = actor.kind === 'person' && actor.grants.length > 0;
    const usual = localizePath(isStaff ? '/desk' : PATH_AFTER[next], locale);
    redirect(303, next === 'home' || next === 'desk' ? wayBack(url, cookies, usual) : usual);
  },
};
