import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadOn, refusalOf, refused, textOf } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import { keepBack, rememberWay, wayBack } from '#lib/server/way-back.ts';
import type { Actions, PageServerLoad } from './$types';

const DEED = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Proving oneself again before a dangerous act, by what one has: a factor first, else a new sign-in. */
export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  const { accounts } = locals.services;
  const { actor, locale } = locals;
  const ways = await accounts.myWaysIn(actor, {}).catch(leadOn);
  const deed = url.searchParams.get('deed') ?? '';
  if (DEED.test(deed))
    keepBack(url, cookies, `${localizePath('/sign-in/again/go', locale)}?deed=${deed}`);
  else rememberWay(url, cookies);
  const has_passkey = ways.passkeys.length > 0;
  const has_factor = ways.totp || ways.passkeys.some((one) => one.userVerified);
  const linked = new Set(ways.identities.map((one) => one.provider));
  const providers = has_factor ? [] : await accounts.listIdentityProviders(actor, {});
  return {
    has_totp: ways.totp,
    has_passkey,
    email: !has_factor && ways.emailConfirmed ? ways.email : null,
    providers: providers.filter((one) => linked.has(one.code)),
  };
};

export const actions: Actions = {
  code: async ({ request, locals, cookies, url }) => {
    const code = textOf(await request.formData(), 'code');
    try {
      const done = await locals.services.accounts.verifyTotp(locals.actor, { code });
      putCookies(cookies, done.setCookies);
    } catch (thrown) {
      const words =
        refusalOf(thrown)?.code === 'invalid-input' ? m.accounts_error_code() : undefined;
      return refused(thrown, 'code', { code }, words);
    }
    redirect(303, wayBack(url, cookies, localizePath('/my', locals.locale)));
  },
  mail: async ({ locals }) => {
    try {
      await locals.services.accounts.mailStepUp(locals.actor, {});
    } catch (thrown) {
      return refused(thrown, '', { code: '' });
    }
    return { is_sent: true as const };
  },
};
