import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadOn, refusalOf, refused, textOf, wordsFor } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import { rememberWay, wayBack } from '#lib/server/way-back.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  rememberWay(url, cookies);
  const profile = await locals.services.accounts.myProfile(locals.actor, {}).catch(leadOn);
  const { accounts } = locals.services;
  const { passkeys } = await accounts.myWaysIn(locals.actor, {});
  if (!profile.enrolled && passkeys.length === 0)
    redirect(303, localizePath('/my/security', locals.locale));
  if (profile.secondFactor) redirect(303, localizePath('/desk', locals.locale));
  return { has_totp: profile.enrolled, has_passkey: passkeys.length > 0 };
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
    redirect(303, wayBack(url, cookies, localizePath('/desk', locals.locale)));
  },
  recovery: async ({ request, locals, cookies }) => {
    const code = textOf(await request.formData(), 'recovery');
    try {
      const done = await locals.services.accounts.useRecoveryCode(locals.actor, { code });
      putCookies(cookies, done.setCookies);
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      const wrong = m.accounts_error_recovery();
      const words = refusal?.code === 'invalid-input' ? wrong : refusal && wordsFor(refusal, wrong);
      return refused(thrown, 'recovery', { code }, words ?? undefined);
    }
    redirect(303, localizePath('/my/security', locals.locale));
  },
};
