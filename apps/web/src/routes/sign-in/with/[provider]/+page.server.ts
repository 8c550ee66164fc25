import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { leadOn, refusalOf, refused, textOf, wordsFor } from '#lib/server/account-errors.ts';
import { keepWay } from '#lib/server/oidc-way.ts';
import type { Actions, PageServerLoad } from './$types';

/** What the way back may tell here; anything else in the address is not repeated. */
const PROBLEMS = new Map([
  ['identity-refused', {}],
  ['identity-refused:not-linked', { reason: 'not-linked' }],
  ['identity-taken', {}],
  ['identity-taken:address', { what: 'address' }],
  ['link-expired', {}],
  ['forbidden:disabled', { reason: 'disabled' }],
]);

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { accounts } = locals.services;
  const list = await accounts.listIdentityProviders(locals.actor, {}).catch(leadOn);
  const provider = list.find((one) => one.code === params.provider);
  if (!provider) error(404, 'not-found');
  const told = url.searchParams.get('problem') ?? '';
  const data = PROBLEMS.get(told);
  const code = told.split(':')[0] ?? '';
  return { provider, problem: data ? wordsFor({ code, status: 0, data }) : null };
};

export const actions: Actions = {
  default: async ({ request, locals, params, cookies, url }) => {
    const form = await request.formData();
    const asked = textOf(form, 'purpose');
    const purpose = asked === 'link' || asked === 'step-up' ? asked : 'sign-in';
    const { actor, locale, services } = locals;
    let way;
    try {
      way = await services.accounts.beginOidc(actor, {
        provider: params.provider,
        purpose,
        locale,
      });
    } catch (thrown) {
      if (refusalOf(thrown)?.code === 'second-factor-required')
        redirect(303, localizePath('/sign-in/again', locale));
      return refused(thrown, '', { purpose });
    }
    keepWay(cookies, url, way.browser);
    // Not a redirect: browsers hold the target of a form to `form-action 'self'`. The page leads on.
    return { url: way.url };
  },
};
