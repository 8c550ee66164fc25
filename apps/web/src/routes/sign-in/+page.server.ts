import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refused, textOf } from '#lib/server/account-errors.ts';
import { rememberWay } from '#lib/server/way-back.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, cookies }) => {
  rememberWay(url, cookies);
  const { actor, services } = locals;
  return {
    is_signed_in: actor.kind === 'person',
    providers: await services.accounts.listIdentityProviders(actor, {}),
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const email = textOf(await request.formData(), 'email');
    const { actor, locale, services } = locals;
    try {
      await services.accounts.requestSignIn(actor, { email, locale });
    } catch (thrown) {
      return refused(thrown, 'email', { email });
    }
    redirect(303, localizePath('/sign-in/sent', locale));
  },
};
