import { m } from '@otklik/i18n';
import { renderSVG } from 'uqr';
import { leadOn, refusalOf, refused, textOf } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import { wayActions } from '#lib/server/ways-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { accounts, now } = locals.services;
  const { actor } = locals;
  const profile = await accounts.myProfile(actor, {}).catch(leadOn);
  return {
    profile,
    ways: await accounts.myWaysIn(actor, {}),
    providers: await accounts.listIdentityProviders(actor, {}),
    done: url.searchParams.get('done'),
    now: now(),
  };
};

const wrongCode = (thrown: unknown): string | undefined =>
  refusalOf(thrown)?.code === 'invalid-input' ? m.accounts_error_code() : undefined;

export const actions: Actions = {
  ...wayActions,
  enrol: async ({ locals }) => {
    const { secret, uri } = await locals.services.accounts
      .enrolTotp(locals.actor, {})
      .catch(leadOn);
    // Dark on light in every scheme: cameras want it so.
    return { step: 'scan' as const, secret, picture: renderSVG(uri, { border: 4 }) };
  },
  confirm: async ({ request, locals, cookies }) => {
    const code = textOf(await request.formData(), 'code');
    try {
      const done = await locals.services.accounts.confirmTotp(locals.actor, { code });
      putCookies(cookies, done.setCookies);
      return { step: 'codes' as const, codes: done.recoveryCodes };
    } catch (thrown) {
      return refused(thrown, 'code', { code }, wrongCode(thrown));
    }
  },
  remove: async ({ request, locals }) => {
    const code = textOf(await request.formData(), 'removal');
    try {
      await locals.services.accounts.removeTotp(locals.actor, { code });
    } catch (thrown) {
      return refused(thrown, 'removal', { code }, wrongCode(thrown));
    }
    return { step: 'removed' as const };
  },
};
