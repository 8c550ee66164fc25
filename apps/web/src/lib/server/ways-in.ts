import { m } from '@otklik/i18n';
import type { RequestEvent } from '@sveltejs/kit';
import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { refused, textOf } from '#lib/server/account-errors.ts';
import { putCookies } from '#lib/server/session-cookies.ts';

const done = (event: RequestEvent, what: string): never =>
  redirect(303, `${localizePath('/my/security', event.locals.locale)}?done=${what}`);

/** What `/my/security` does beside the app with codes: passkeys, linked providers, the address. */
export const wayActions = {
  beginPasskey: async ({ request, locals }: RequestEvent) => {
    const name = textOf(await request.formData(), 'name').trim();
    if (name === '' || name.length > 60)
      return refused(nameless, 'name', { name }, m.accounts_passkey_name_needed());
    try {
      const { options } = await locals.services.accounts.beginPasskey(locals.actor, {});
      return { step: 'passkey' as const, options, name };
    } catch (thrown) {
      return refused(thrown, 'name', { name });
    }
  },
  addPasskey: async (event: RequestEvent) => {
    const form = await event.request.formData();
    const name = textOf(form, 'name');
    const credential = form.get('credential');
    const { accounts } = event.locals.services;
    try {
      const added = await accounts.addPasskey(event.locals.actor, {
        name,
        credential: typeof credential === 'string' ? credential : '',
      });
      putCookies(event.cookies, added.setCookies);
    } catch (thrown) {
      return refused(thrown, 'name', { name }, m.accounts_passkey_failed());
    }
    return done(event, 'passkey-added');
  },
  renamePasskey: async (event: RequestEvent) => {
    const form = await event.request.formData();
    const passkeyId = textOf(form, 'passkey');
    const name = textOf(form, 'newName');
    try {
      await event.locals.services.accounts.renamePasskey(event.locals.actor, { passkeyId, name });
    } catch (thrown) {
      return refused(thrown, `name-${passkeyId}`, { name }, m.accounts_passkey_name_needed());
    }
    return done(event, 'renamed');
  },
  removePasskey: async (event: RequestEvent) => {
    const passkeyId = textOf(await event.request.formData(), 'passkey');
    try {
      await event.locals.services.accounts.removePasskey(event.locals.actor, { passkeyId });
    } catch (thrown) {
      return refused(thrown, '', { passkeyId });
    }
    return done(event, 'passkey-removed');
  },
  unlink: async (event: RequestEvent) => {
    const identityId = textOf(await event.request.formData(), 'identity');
    try {
      await event.locals.services.accounts.unlinkIdentity(event.locals.actor, { identityId });
    } catch (thrown) {
      return refused(thrown, '', { identityId });
    }
    return done(event, 'unlinked');
  },
  address: async (event: RequestEvent) => {
    const email = textOf(await event.request.formData(), 'email');
    const { actor, locale, services } = event.locals;
    try {
      await services.accounts.requestAddress(actor, { email, locale });
    } catch (thrown) {
      return refused(thrown, 'email', { email });
    }
    return done(event, 'address-asked');
  },
};

/** The refusal of a form that the page itself judges: the name is asked for before the device is. */
const nameless = Object.assign(new Error('invalid-input'), {
  name: 'AppError',
  code: 'invalid-input',
  status: 422,
  data: {},
});
